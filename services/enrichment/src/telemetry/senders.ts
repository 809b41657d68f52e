import type { ReceivedColumns } from '@millrace/contracts';
import { Sender } from './sender.ts';
import { isSame } from './wiring.ts';

const FEWEST_SLOTS = 1_024;
/** With so many all are forgotten: made again, each costs a microsecond or two. A bound for what devices can make up. */
const MOST_SENDERS = 100_000;

/** Senders by the bytes that name them in a message: one look-up a record, and no text is made. */
export class Senders {
  readonly #most: number;
  /** Half empty at least. */
  #slots = new Array<Sender | undefined>(FEWEST_SLOTS).fill(undefined);
  #size = 0;

  constructor(most = MOST_SENDERS) {
    this.#most = most;
  }

  get size(): number {
    return this.#size;
  }

  /** Who sent the message; undefined when what names them is no UTF-8. */
  of(message: ReceivedColumns): Sender | undefined {
    const { bytes, sourceAt, sourceEnd } = message;
    const hash = hashOf(bytes, sourceAt, sourceEnd);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const known = this.#slots[slot];
      if (known === undefined) return this.#make(message, hash);
      if (known.hash === hash && isSame(known.bytes, bytes, sourceAt, sourceEnd)) return known;
    }
  }

  #make(message: ReceivedColumns, hash: number): Sender | undefined {
    const source = message.source();
    if (source === undefined) return undefined;
    if (this.#size >= this.#most) {
      this.#slots = new Array<Sender | undefined>(FEWEST_SLOTS).fill(undefined);
      this.#size = 0;
    }
    if (2 * (this.#size + 1) > this.#slots.length) this.#grow();
    const bytes = Uint8Array.prototype.slice.call(message.bytes, message.sourceAt, message.sourceEnd);
    const sender = new Sender(source, bytes, hash);
    this.#put(sender);
    this.#size += 1;
    return sender;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Array<Sender | undefined>(2 * before.length).fill(undefined);
    for (const known of before) if (known !== undefined) this.#put(known);
  }

  #put(known: Sender): void {
    const mask = this.#slots.length - 1;
    let slot = known.hash & mask;
    while (this.#slots[slot] !== undefined) slot = (slot + 1) & mask;
    this.#slots[slot] = known;
  }
}

/** FNV-1a; its low bits know little of the high ones, so those are folded in. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0;
  // In bounds: the message says where they are.
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash ^ (hash >>> 15);
}
