/** The whole of a tenant: the place above all others. */
export const WHOLE_TENANT = '';

/** Whether a place of the equipment hierarchy is this one or lies below it. Both are asset paths; the empty one is the whole tenant. */
export function isWithin(path: string, scope: string): boolean {
  return scope === WHOLE_TENANT || path === scope || path.startsWith(`${scope}/`);
}

/** The same places, without those that lie below another one of them; sorted. */
export function outermost(scopes: Iterable<string>): string[] {
  const kept: string[] = [];
  // A path sorts before everything below it, but not always next to it: "a-b" comes between "a" and "a/b".
  for (const scope of [...new Set(scopes)].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    if (!kept.some((outer) => isWithin(scope, outer))) kept.push(scope);
  }
  return kept.sort();
}
