/**
 * How often kafkajs may send a heartbeat, as the number that it adds to the wall-clock time of its last one. It is due, or it is
 * not, by the monotonic clock: with a plain number a wall clock that is stepped back would silence kafkajs for as long, and the group
 * would go on without a member that works on and knows nothing of it.
 */
export class HeartbeatInterval {
  readonly #ms: number;
  readonly #now: () => number;
  #last = -Infinity;

  /** @param now monotonic clock, milliseconds */
  constructor(ms: number, now: () => number = () => performance.now()) {
    this.#ms = ms;
    this.#now = now;
  }

  /** Asked by every comparison of kafkajs: minus infinity when a heartbeat is due, which is then taken to be sent. */
  valueOf(): number {
    const now = this.#now();
    if (now - this.#last < this.#ms) return Infinity;
    this.#last = now;
    return -Infinity;
  }
}
