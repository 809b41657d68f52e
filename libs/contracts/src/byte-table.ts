const FIRST_SLOTS = 1024;
const FIRST_BYTES = 16 * 1024;
const FACTOR = 0x2c1b3c6d;

/**
 * Distinct sequences of bytes, each with a number in the order in which they came. They are found by their bytes, so nothing becomes
 * a string only to be looked up.
 */
export class ByteTable {
  #size = 0;
  #bytes = new Uint8Array(FIRST_BYTES);
  /** Where each one begins in `#bytes`, and where the last one ends. */
  #starts = new Uint32Array(FIRST_SLOTS / 2 + 1);
  #hashes = new Int32Array(FIRST_SLOTS / 2);
  /** Open addressing: a number plus one, or 0. At most half of the slots are taken. */
  #slots = new Int32Array(FIRST_SLOTS);
  /** Names come from outside; nobody should be able to choose some that fall into one place. */
  readonly #seed = Math.floor(Math.random() * 2 ** 32) | 0;

  /** The number of the bytes from `start` to `end`; -1 if they are not there. */
  find(bytes: Uint8Array, start: number, end: number): number {
    return this.#slots[this.#slotOf(bytes, start, end, this.#hash(bytes, start, end))]! - 1;
  }

  /** Adds bytes that are not there; their number. */
  add(bytes: Uint8Array, start: number, end: number): number {
    const number = this.#size++;
    if (2 * this.#size > this.#slots.length) this.#grow();
    const from = this.#starts[number]!;
    const to = from + end - start;
    if (to > this.#bytes.length)
      this.#bytes = larger(this.#bytes, new Uint8Array(Math.max(to, 2 * this.#bytes.length)));
    this.#bytes.set(bytes.subarray(start, end), from);
    this.#starts[number + 1] = to;
    const hash = this.#hash(bytes, start, end);
    this.#hashes[number] = hash;
    this.#slots[this.#slotOf(bytes, start, end, hash)] = number + 1;
    return number;
  }

  /** Whether the number's bytes are those from `start` to `end`. */
  is(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#starts[number]!;
    const length = end - start;
    if (this.#starts[number + 1]! - from !== length) return false;
    const own = this.#bytes;
    for (let at = 0; at < length; at++) if (own[from + at] !== bytes[start + at]) return false;
    return true;
  }

  /** The slot that the bytes have, or would get. */
  #slotOf(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const last = this.#slots.length - 1;
    let slot = hash & last;
    for (;;) {
      const number = this.#slots[slot]! - 1;
      if (number < 0 || (this.#hashes[number] === hash && this.is(number, bytes, start, end))) return slot;
      slot = (slot + 1) & last;
    }
  }

  /** Four bytes at a time; the high half is folded in, because multiplying carries nothing downwards. */
  #hash(bytes: Uint8Array, start: number, end: number): number {
    let hash = this.#seed;
    let at = start;
    for (; at + 4 <= end; at += 4) {
      const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      hash = Math.imul(hash ^ word, FACTOR);
      hash ^= hash >>> 15;
    }
    for (; at < end; at++) {
      hash = Math.imul(hash ^ bytes[at]!, FACTOR);
      hash ^= hash >>> 15;
    }
    return hash;
  }

  #grow(): void {
    const slots = 2 * this.#slots.length;
    this.#starts = larger(this.#starts, new Uint32Array(slots / 2 + 1));
    this.#hashes = larger(this.#hashes, new Int32Array(slots / 2));
    this.#slots = new Int32Array(slots);
    for (let number = 0; number < this.#size - 1; number++) {
      let slot = this.#hashes[number]! & (slots - 1);
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (slots - 1);
      this.#slots[slot] = number + 1;
    }
  }
}

function larger<A extends Uint8Array | Uint32Array | Int32Array>(array: A, grown: A): A {
  grown.set(array);
  return grown;
}
