import type { JsonCursor } from './json-cursor.ts';
import { Name } from './name.ts';
import { sameBytes } from './same-bytes.ts';

const DEFAULT_LIMIT = 65_536;
/** A name of 256 UTF-16 units takes at most three bytes of UTF-8 for each; a longer one breaks every rule. */
const MAX_BYTES = 768;
/** In a table that is at most half full only names made to collide look further than this. */
const MAX_PROBES = 64;

/**
 * The names that devices and metrics were met under, found by their bytes without making a string: a plant sends the same few
 * thousand names for ever. Open addressing, linear probing. Bounded: when it is full it starts over, empty; names given out
 * before stay what they are, but the same bytes then have another object (see `generation`).
 */
export class NameTable {
  /** How often it started over. As long as this does not change, the same bytes have the same object. */
  generation = 0;
  readonly #limit: number;
  readonly #slots: (Name | undefined)[];
  readonly #mask: number;
  /** A byte order mark is part of a name like any other character, as it is for `JSON.parse`. */
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #count = 0;
  #stamp = 0;
  /** The name found last. Those of before it started over lead to those of after it, never back. */
  #last = new Name('', new Uint8Array(), 0);

  /** @param limit names it holds before it starts over */
  constructor(limit: number = DEFAULT_LIMIT) {
    const size = 2 ** Math.ceil(Math.log2(2 * Math.max(1, limit)));
    this.#limit = limit;
    this.#slots = new Array<Name | undefined>(size).fill(undefined);
    this.#mask = size - 1;
  }

  /**
   * Passes white space and a string that is a name. A device sends its metrics in the same order again and again, so the name that
   * came after the last one the last time is tried first, before it is even known where the string ends.
   * @returns undefined when it is no string without escapes, no UTF-8, can be neither a device's nor a metric's name, or found no place.
   */
  take(cursor: JsonCursor): Name | undefined {
    const guess = this.#last.next;
    if (guess !== undefined && cursor.takeString(guess.bytes)) return (this.#last = guess);
    if (!cursor.string()) return undefined;
    const found = this.#find(cursor.bytes, cursor.start, cursor.stop);
    if (found === undefined) return undefined;
    this.#last.next = found;
    return (this.#last = found);
  }

  /** A number that no name carries as its stamp yet. */
  stamp(): number {
    return ++this.#stamp;
  }

  #find(bytes: Uint8Array, start: number, end: number): Name | undefined {
    const hash = hashOf(bytes, start, end);
    const mask = this.#mask;
    for (let probe = 0; probe < MAX_PROBES; probe++) {
      const slot = (hash + probe) & mask;
      const name = this.#slots[slot];
      // A copy, and a plain array: `slice` of a Buffer would keep the whole body alive.
      if (name === undefined) return this.#add(slot, new Uint8Array(bytes.subarray(start, end)), hash);
      if (name.hash === hash && sameBytes(name.bytes, bytes, start, end)) return name;
    }
    return undefined;
  }

  #add(slot: number, bytes: Uint8Array, hash: number): Name | undefined {
    const text = bytes.length <= MAX_BYTES ? this.#decode(bytes) : undefined;
    if (text === undefined) return undefined;
    const name = new Name(text, bytes, hash);
    if (!name.isMetric && !name.isDeviceId) return undefined;
    if (this.#count === this.#limit) {
      this.#startOver();
      this.#slots[hash & this.#mask] = name;
    } else {
      this.#slots[slot] = name;
    }
    this.#count += 1;
    return name;
  }

  #decode(bytes: Uint8Array): string | undefined {
    try {
      return this.#decoder.decode(bytes);
    } catch {
      return undefined;
    }
  }

  #startOver(): void {
    this.#slots.fill(undefined);
    this.#count = 0;
    this.generation += 1;
  }
}

/** FNV-1a; its low bits know little of the high ones, so those are folded in. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  // In bounds: the name lies within the bytes.
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash ^ (hash >>> 15);
}
