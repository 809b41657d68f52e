/**
 * Cuts the elements of a batch out of its JSON text, byte for byte, so that a refused message is kept exactly as it came.
 * The bytes are known to be valid JSON: they were parsed before.
 */
const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

type Range = readonly [start: number, end: number];

/** Byte ranges of the elements of the top-level array, or of the array under `key` of the top-level object. */
export function elementRanges(json: Uint8Array, key: string): Range[] {
  const start = skipSpace(json, 0);
  if (json[start] === OPEN_ARRAY) return elementsOf(json, start);
  let found: Range[] = [];
  for (const [name, value] of membersOf(json, start)) {
    // Of a repeated key JSON.parse takes the last one.
    if (JSON.parse(text(json, name)) === key) found = json[value[0]] === OPEN_ARRAY ? elementsOf(json, value[0]) : [];
  }
  return found;
}

const text = (json: Uint8Array, [start, end]: Range): string => Buffer.from(json.subarray(start, end)).toString('utf8');

function elementsOf(json: Uint8Array, open: number): Range[] {
  const ranges: Range[] = [];
  let at = skipSpace(json, open + 1);
  while (json[at] !== CLOSE_ARRAY) {
    const end = skipValue(json, at);
    ranges.push([at, end]);
    at = skipSpace(json, end);
    if (json[at] === COMMA) at = skipSpace(json, at + 1);
  }
  return ranges;
}

function membersOf(json: Uint8Array, open: number): [name: Range, value: Range][] {
  const members: [Range, Range][] = [];
  if (json[open] !== OPEN_OBJECT) return members;
  let at = skipSpace(json, open + 1);
  while (json[at] !== CLOSE_OBJECT) {
    const nameEnd = skipValue(json, at);
    const colon = skipSpace(json, nameEnd);
    const value = skipSpace(json, json[colon] === COLON ? colon + 1 : colon);
    const end = skipValue(json, value);
    members.push([
      [at, nameEnd],
      [value, end],
    ]);
    at = skipSpace(json, end);
    if (json[at] === COMMA) at = skipSpace(json, at + 1);
  }
  return members;
}

function skipSpace(json: Uint8Array, from: number): number {
  let at = from;
  while (at < json.length && (json[at] ?? 0) <= 0x20) at += 1;
  return at;
}

function skipValue(json: Uint8Array, from: number): number {
  const first = json[from];
  if (first === QUOTE) return skipString(json, from);
  if (first !== OPEN_ARRAY && first !== OPEN_OBJECT) return skipScalar(json, from);
  let [at, depth] = [from, 0];
  while (at < json.length) {
    const byte = json[at];
    if (byte === QUOTE) {
      at = skipString(json, at);
      continue;
    }
    if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) depth += 1;
    if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) depth -= 1;
    at += 1;
    if (depth === 0) break;
  }
  return at;
}

function skipString(json: Uint8Array, from: number): number {
  let at = from + 1;
  while (at < json.length && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

function skipScalar(json: Uint8Array, from: number): number {
  let at = from;
  while (at < json.length) {
    const byte = json[at] ?? 0;
    if (byte <= 0x20 || byte === COMMA || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) break;
    at += 1;
  }
  return at;
}
