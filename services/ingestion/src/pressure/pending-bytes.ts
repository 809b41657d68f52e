import { admit, drainRate, fits, retryAfter, type Admission } from '@millrace/domain';

/** Bytes that were let in and count until they are released. */
export interface Held {
  readonly bytes: number;
  /** When they were let in, milliseconds of the clock. */
  readonly since: number;
  /** Kafka has them, or they are gone. Releasing twice changes nothing. */
  release(): void;
}

/** The rate is worked out no more often than this, milliseconds. */
const MEASURE_EVERY_MS = 500;

/**
 * What waits at one door, bytes, from the moment it is let in until Kafka has acknowledged it, and never more than the door's part of
 * `MAX_PENDING_BYTES`. Nothing but arithmetic and two map entries a request.
 */
export class PendingBytes {
  readonly limit: number;
  readonly #now: () => number;
  readonly #chance: () => number;
  readonly #byCaller = new Map<string, number>();
  /** In the order in which they came in. */
  readonly #held = new Set<Held>();
  #waiters: (() => void)[] = [];
  #bytes = 0;
  #rate = 0;
  #left = 0;
  #measuredAt: number;

  constructor(limit: number, now: () => number = () => performance.now(), chance: () => number = Math.random) {
    this.limit = limit;
    this.#now = now;
    this.#chance = chance;
    this.#measuredAt = now();
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Age of what waits longest, seconds; 0 when nothing waits. */
  get oldestSeconds(): number {
    const [oldest] = this.#held;
    return oldest === undefined ? 0 : (this.#now() - oldest.since) / 1_000;
  }

  /** Lets in what one of several callers brings, within the caller's share of the door. */
  admit(caller: string, bytes: number): Held | Exclude<Admission, 'admitted'> {
    const held = this.#byCaller.get(caller) ?? 0;
    const verdict = admit({ pending: this.#bytes, limit: this.limit }, held, bytes);
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
    return retryAfter(this.#bytes, this.#rate, this.#chance());
  }

  #take(bytes: number, caller: string | undefined): Held {
    this.#bytes += bytes;
    const held: Held = { bytes, since: this.#now(), release: () => this.#release(held, caller) };
    this.#held.add(held);
    return held;
  }

  #release(held: Held, caller: string | undefined): void {
    if (!this.#held.delete(held)) return;
    this.#bytes -= held.bytes;
    this.#left += held.bytes;
    if (caller !== undefined) this.#releaseCaller(caller, held.bytes);
    this.#measure();
    if (this.#waiters.length > 0) for (const waiter of this.#waiters.splice(0)) waiter();
  }

  #releaseCaller(caller: string, bytes: number): void {
    const left = (this.#byCaller.get(caller) ?? 0) - bytes;
    if (left > 0) this.#byCaller.set(caller, left);
    else this.#byCaller.delete(caller);
  }

  #measure(): void {
    const elapsed = this.#now() - this.#measuredAt;
    if (elapsed < MEASURE_EVERY_MS) return;
    this.#rate = drainRate(this.#rate, this.#left, elapsed / 1_000);
    this.#left = 0;
    this.#measuredAt += elapsed;
  }
}
