/** Value of a hexadecimal digit as UUIDs are written (lower case), by its character code; -1 of everything else. */
const DIGITS = new Int8Array(128).fill(-1);
for (const [value, digit] of [...'0123456789abcdef'].entries()) DIGITS[digit.charCodeAt(0)] = value;

const WORDS = 4;
const UUID_LENGTH = 36;
const HYPHEN = 0x2d;
/** The id that was looked at last is a UUID: its 128 bits are in `parsed` until the next one is looked at. */
export const PARSED = Symbol('the UUID that was parsed last');
/** An event id, for `UuidOffsets`: a UUID that has just been parsed, or any other text. */
export type EventId = typeof PARSED | string;

const parsed = new Int32Array(WORDS);

/** The characters of the text that is parsed. */
const units = new Uint16Array(UUID_LENGTH);

/** The event id that is this text. */
export function idOf(text: string): EventId {
  if (text.length !== UUID_LENGTH) return text;
  for (let at = 0; at < UUID_LENGTH; at += 1) units[at] = text.charCodeAt(at);
  return parse(units, 0) ? PARSED : text;
}

/** The event id whose ASCII lies between two places of some bytes. */
export function idAt(bytes: Buffer, at: number, end: number): EventId {
  return end - at === UUID_LENGTH && parse(bytes, at) ? PARSED : bytes.toString('latin1', at, end);
}

/** Parses a UUID as `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` into `parsed`; false if it is anything else. */
function parse(codes: Uint16Array | Uint8Array, start: number): boolean {
  let at = start;
  for (let word = 0; word < WORDS; word += 1) {
    let bits = 0;
    for (let digit = 0; digit < 8; digit += 1) {
      const place = at - start;
      if ((place === 8 || place === 13 || place === 18 || place === 23) && codes[at++] !== HYPHEN) return false;
      // In bounds: the caller has 36 of them.
      const value = DIGITS[codes[at++]!] ?? -1;
      if (value < 0) return false;
      bits = (bits << 4) | value;
    }
    parsed[word] = bits;
  }
  return true;
}

/** A slot's tag: 0 while it is empty, otherwise some bits of the id's hash. */
const EMPTY = 0;

/**
 * Offsets by event id, a fixed number of them. Nearly all event ids are UUIDs: they lie in flat tables, where a map of texts costs a
 * walk through memory for each look-up and a tenth of a second for each full garbage collection. Other texts are kept in a map.
 *
 * Nearly every id that is looked for is new, so the tags decide: a byte each, they stay in the processor's caches, where ids and
 * offsets do not.
 */
export class UuidOffsets {
  readonly #mask: number;
  readonly #tags: Uint8Array;
  readonly #ids: Int32Array;
  readonly #offsets: Float64Array;
  readonly #others = new Map<string, number>();
  #uuids = 0;

  /** @param capacity how many ids are set at most */
  constructor(capacity: number) {
    // Half empty at most, so that a search is short.
    const slots = 2 ** Math.ceil(Math.log2(2 * capacity + 1));
    this.#mask = slots - 1;
    // Tables begin as zeros, which cost no memory until they are written to.
    this.#tags = new Uint8Array(slots);
    this.#ids = new Int32Array(slots * WORDS);
    this.#offsets = new Float64Array(slots);
  }

  get size(): number {
    return this.#uuids + this.#others.size;
  }

  get(id: EventId): number | undefined {
    if (id !== PARSED) return this.#others.get(id);
    const slot = this.#slot(hashOfParsed());
    return this.#tags[slot] === EMPTY ? undefined : this.#offsets[slot];
  }

  set(id: EventId, offset: number): void {
    if (id !== PARSED) {
      this.#others.set(id, offset);
      return;
    }
    const hash = hashOfParsed();
    const slot = this.#slot(hash);
    this.#offsets[slot] = offset;
    if (this.#tags[slot] !== EMPTY) return;
    this.#uuids += 1;
    this.#tags[slot] = tagOf(hash);
    // In bounds. One by one: a call of `set` costs more than four words.
    for (let word = 0; word < WORDS; word += 1) this.#ids[slot * WORDS + word] = parsed[word]!;
  }

  /** Where the parsed id is, or the empty slot where it would be. */
  #slot(hash: number): number {
    const tags = this.#tags;
    const tag = tagOf(hash);
    let slot = (hash ^ (hash >>> 15)) & this.#mask;
    for (let found = tags[slot]; found !== EMPTY; found = tags[slot]) {
      if (found === tag && this.#holds(slot)) break;
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }

  #holds(slot: number): boolean {
    const ids = this.#ids;
    const at = slot * WORDS;
    return ids[at] === parsed[0] && ids[at + 1] === parsed[1] && ids[at + 2] === parsed[2] && ids[at + 3] === parsed[3];
  }
}

/** Version 7 differs in its later bits, version 5 everywhere. */
function hashOfParsed(): number {
  // In bounds: there are four words.
  return Math.imul(parsed[0]! ^ parsed[2]!, 0x9e3779b1) ^ Math.imul(parsed[1]! ^ parsed[3]!, 0x85ebca6b);
}

const tagOf = (hash: number): number => hash >>> 24 || 1;
