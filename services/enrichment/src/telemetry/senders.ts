import type { ReceivedColumns } from '@millrace/contracts';
import { Sender } from './sender.ts';

const FEWEST_SLOTS = 1_024;
/** With so many all are forgotten: made again, each costs a microsecond or two. A bound for what devices can make up. */
const MOST_SENDERS = 100_000;

/** Numbers of a slot: hash of the names, where they begin and end in the pool, the sender's place. They lie together in memory. */
const SLOT = 4;
const [HASH, FROM, TO, PLACE] = [0, 1, 2, 3];

/**
 * Senders by the bytes that name them in a message: one look-up a record, and no text is made. Tables and names are flat, because what
 * costs is not comparing but fetching from memory what is compared.
 */
export class Senders {
  readonly #most: number;
  /** Half empty at least; a name is never empty, so a slot whose name ends at 0 is. */
  #slots = new Int32Array(FEWEST_SLOTS * SLOT);
  #pool = new Uint8Array(FEWEST_SLOTS * SLOT);
  #poolEnd = 0;
  #senders: Sender[] = [];

  constructor(most = MOST_SENDERS) {
    this.#most = most;
  }

  get size(): number {
    return this.#senders.length;
  }

  /** Who sent the message; undefined when what names them is no UTF-8. */
  of(message: ReceivedColumns): Sender | undefined {
    const { bytes, sourceAt, sourceEnd } = message;
    const hash = hashOf(bytes, sourceAt, sourceEnd);
    const slots = this.#slots;
    const mask = slots.length - 1;
    // In bounds by the mask.
    for (let slot = (hash * SLOT) & mask; slots[slot + TO] !== 0; slot = (slot + SLOT) & mask) {
      if (slots[slot + HASH] === hash && this.#isNamed(slot, bytes, sourceAt, sourceEnd))
        return this.#senders[slots[slot + PLACE]!];
    }
    return this.#make(message, hash);
  }

  #isNamed(slot: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#slots[slot + FROM]!;
    if (this.#slots[slot + TO]! - start !== to - from) return false;
    for (let at = from; at < to; at += 1) if (bytes[at] !== this.#pool[start + at - from]) return false;
    return true;
  }

  #make(message: ReceivedColumns, hash: number): Sender | undefined {
    const source = message.source();
    if (source === undefined) return undefined;
    if (this.size >= this.#most) this.#forget();
    if (2 * (this.size + 1) * SLOT > this.#slots.length) this.#grow();
    const from = this.#poolEnd;
    this.#name(message.bytes.subarray(message.sourceAt, message.sourceEnd));
    const sender = new Sender(source);
    this.#put(hash, from, this.#poolEnd, this.#senders.push(sender) - 1);
    return sender;
  }

  #forget(): void {
    this.#slots = new Int32Array(FEWEST_SLOTS * SLOT);
    this.#poolEnd = 0;
    this.#senders = [];
  }

  /** Puts a name at the end of the pool. */
  #name(bytes: Uint8Array): void {
    const end = this.#poolEnd + bytes.length;
    if (end > this.#pool.length) {
      const pool = new Uint8Array(2 * end);
      pool.set(this.#pool);
      this.#pool = pool;
    }
    this.#pool.set(bytes, this.#poolEnd);
    this.#poolEnd = end;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(2 * before.length);
    for (let slot = 0; slot < before.length; slot += SLOT) {
      const [hash = 0, from = 0, to = 0, place = 0] = before.subarray(slot, slot + SLOT);
      if (to !== 0) this.#put(hash, from, to, place);
    }
  }

  #put(hash: number, from: number, to: number, place: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (hash * SLOT) & mask;
    while (slots[slot + TO] !== 0) slot = (slot + SLOT) & mask;
    slots[slot + HASH] = hash;
    slots[slot + FROM] = from;
    slots[slot + TO] = to;
    slots[slot + PLACE] = place;
  }
}

/** FNV-1a; its low bits know little of the high ones, so those are folded in. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0;
  // In bounds: the message says where they are.
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash ^ (hash >>> 15);
}
