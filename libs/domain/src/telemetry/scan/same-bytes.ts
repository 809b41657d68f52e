/** Whether `bytes` from `start` up to `end` are `expected`. */
export function sameBytes(expected: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  return expected.length === end - start && standsAt(expected, bytes, start);
}

/** Whether `expected` comes at `start`. */
export function standsAt(expected: Uint8Array, bytes: Uint8Array, start: number): boolean {
  const { length } = expected;
  if (start + length > bytes.length) return false;
  for (let index = 0; index < length; index++) if (expected[index] !== bytes[start + index]) return false;
  return true;
}
