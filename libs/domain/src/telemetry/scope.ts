/** Whether a credential may speak for a device. A pattern is a device id, or a prefix followed by `*`. */
export function inScope(scope: readonly string[], deviceId: string): boolean {
  return scope.some((pattern) =>
    pattern.endsWith('*') ? deviceId.startsWith(pattern.slice(0, -1)) : pattern === deviceId,
  );
}
