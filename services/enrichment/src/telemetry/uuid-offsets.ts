/** Value of a hexadecimal digit as UUIDs are written (lower case), by its character code; -1 of everything else. */
const DIGITS = new Int8Array(128).fill(-1);
for (const [value, digit] of [...'0123456789abcdef'].entries()) DIGITS[digit.charCodeAt(0)] = value;

const WORDS = 4;
const UUID_LENGTH = 36;
const HYPHEN = 0x2d;
/** Tables begin as zeros, which cost no memory until they are written to; so an offset is kept as one more than it is. */
const EMPTY = 0;

/** The 128 bits of the last UUID that was parsed: of `parse`, valid until the next call. */
const parsed = new Int32Array(WORDS);

/** Parses a UUID as `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` into `parsed`; false if the text is anything else. */
function parse(text: string): boolean {
  if (text.length !== UUID_LENGTH) return false;
  let at = 0;
  for (let word = 0; word < WORDS; word += 1) {
    let bits = 0;
    for (let digit = 0; digit < 8; digit += 1) {
      if ((at === 8 || at === 13 || at === 18 || at === 23) && text.charCodeAt(at++) !== HYPHEN) return false;
      const value = DIGITS[text.charCodeAt(at++)] ?? -1;
      if (value < 0) return false;
      bits = (bits << 4) | value;
    }
    parsed[word] = bits;
  }
  return true;
}

/**
 * Offsets by event id, a fixed number of them. Nearly all event ids are UUIDs: they lie in flat tables, where a map of texts costs a
 * walk through memory for each look-up and a tenth of a second for each full garbage collection. Other texts are kept in a map.
 */
export class UuidOffsets {
  readonly #mask: number;
  readonly #ids: Int32Array;
  readonly #offsets: Float64Array;
  readonly #others = new Map<string, number>();
  #uuids = 0;

  /** @param capacity how many ids are set at most */
  constructor(capacity: number) {
    // Half empty at most, so that a search is short.
    const slots = 2 ** Math.ceil(Math.log2(2 * capacity + 1));
    this.#mask = slots - 1;
    this.#ids = new Int32Array(slots * WORDS);
    this.#offsets = new Float64Array(slots);
  }

  get size(): number {
    return this.#uuids + this.#others.size;
  }

  get(id: string): number | undefined {
    if (!parse(id)) return this.#others.get(id);
    const offset = this.#offsets[this.#slot()] ?? EMPTY;
    return offset === EMPTY ? undefined : offset - 1;
  }

  set(id: string, offset: number): void {
    if (!parse(id)) {
      this.#others.set(id, offset);
      return;
    }
    const slot = this.#slot();
    if (this.#offsets[slot] === EMPTY) this.#uuids += 1;
    this.#offsets[slot] = offset + 1;
    this.#ids.set(parsed, slot * WORDS);
  }

  /** Where the parsed id is, or the empty slot where it would be. */
  #slot(): number {
    const ids = this.#ids;
    const [a = 0, b = 0, c = 0, d = 0] = parsed;
    // Version 7 differs in its later bits, version 5 everywhere.
    let slot = Math.imul(a ^ c, 0x9e3779b1) ^ Math.imul(b ^ d, 0x85ebca6b);
    for (slot = (slot ^ (slot >>> 15)) & this.#mask; this.#offsets[slot] !== EMPTY; slot = (slot + 1) & this.#mask) {
      const at = slot * WORDS;
      if (ids[at] === a && ids[at + 1] === b && ids[at + 2] === c && ids[at + 3] === d) break;
    }
    return slot;
  }
}
