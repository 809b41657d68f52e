import { admit, drainRate, fits, retryAfter, timelyLimit, type Admission } from '@millrace/domain';

/** Bytes that were let in and count until they are released. */
export interface Held {
  readonly bytes: number;
  /** When they were let in, milliseconds of the clock. */
  readonly since: number;
  /** Kafka has them, or they are gone. Releasing twice changes nothing. */
  release(): void;
}

export interface PendingOptions {
  /** What may wait, bytes. */
  readonly limit: number;
  /** Seconds within which what a caller brings should be gone. */
  readonly timelySeconds: number;
  /** A clock, milliseconds, and numbers from 0 to 1, for tests. */
  readonly now?: () => number;
  readonly chance?: () => number;
}

/** The rate is worked out after so much time in which something waited, milliseconds. */
const MEASURE_EVERY_MS = 500;

/**
 * What waits at one door, bytes, from the moment it is let in until Kafka has acknowledged it, and never more than the door's part of
 * `MAX_PENDING_BYTES`. Nothing but arithmetic and two map entries a request.
 */
export class PendingBytes {
  readonly limit: number;
  readonly #timelySeconds: number;
  readonly #now: () => number;
  readonly #chance: () => number;
  readonly #byCaller = new Map<string, number>();
  /** In the order in which they came in. */
  readonly #held = new Set<Held>();
  #waiters: (() => void)[] = [];
  #bytes = 0;
  /** Bytes a second that leave while something waits: what Kafka takes, not what happens to come. */
  #rate: number | undefined;
  #left = 0;
  #busyMs = 0;
  #busySince = 0;

  constructor({ limit, timelySeconds, now = () => performance.now(), chance = Math.random }: PendingOptions) {
    this.limit = limit;
    this.#timelySeconds = timelySeconds;
    this.#now = now;
    this.#chance = chance;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Age of what waits longest, seconds; 0 when nothing waits. */
  get oldestSeconds(): number {
    const [oldest] = this.#held;
    return oldest === undefined ? 0 : (this.#now() - oldest.since) / 1_000;
  }

  /** Lets in what one of several callers brings: what leaves in time, and within the caller's share of it. */
  admit(caller: string, bytes: number): Held | Exclude<Admission, 'admitted'> {
    const held = this.#byCaller.get(caller) ?? 0;
    const limit = timelyLimit(this.limit, this.#rate, this.#timelySeconds);
    // What is larger than all that leaves in time comes in alone.
    const verdict = admit({ pending: this.#bytes, limit: this.#bytes === 0 ? this.limit : limit }, held, bytes);
    if (verdict !== 'admitted') return verdict;
    this.#byCaller.set(caller, held + bytes);
    return this.#take(bytes, caller);
  }

  /** Lets in what comes from everybody over one connection, or undefined. What is larger than the whole door comes in alone. */
  take(bytes: number): Held | undefined {
    const load = { pending: this.#bytes, limit: this.limit };
    return this.#bytes === 0 || fits(load, bytes) ? this.#take(bytes, undefined) : undefined;
  }

  /** Calls once when something was released: then is the time to try again. */
  onRelease(callback: () => void): void {
    this.#waiters.push(callback);
  }

  /** Seconds that one who is refused now should stay away. */
  retryAfterSeconds(): number {
    this.#measure();
    return retryAfter(this.#bytes, this.#rate ?? 0, this.#chance());
  }

  #take(bytes: number, caller: string | undefined): Held {
    if (this.#bytes === 0) this.#busySince = this.#now();
    this.#bytes += bytes;
    const held: Held = { bytes, since: this.#now(), release: () => this.#release(held, caller) };
    this.#held.add(held);
    return held;
  }

  #release(held: Held, caller: string | undefined): void {
    if (!this.#held.delete(held)) return;
    this.#left += held.bytes;
    this.#measure();
    this.#bytes -= held.bytes;
    if (caller !== undefined) this.#releaseCaller(caller, held.bytes);
    if (this.#waiters.length > 0) for (const waiter of this.#waiters.splice(0)) waiter();
  }

  #releaseCaller(caller: string, bytes: number): void {
    const left = (this.#byCaller.get(caller) ?? 0) - bytes;
    if (left > 0) this.#byCaller.set(caller, left);
    else this.#byCaller.delete(caller);
  }

  #measure(): void {
    const now = this.#now();
    if (this.#bytes > 0) this.#busyMs += now - this.#busySince;
    this.#busySince = now;
    if (this.#busyMs < MEASURE_EVERY_MS) return;
    const seconds = this.#busyMs / 1_000;
    this.#rate = this.#rate === undefined ? this.#left / seconds : drainRate(this.#rate, this.#left, seconds);
    this.#left = 0;
    this.#busyMs = 0;
  }
}
