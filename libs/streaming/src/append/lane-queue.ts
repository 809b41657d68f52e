import { MAX_BYTES_PER_SEND, type OutMessage } from '../produce/sends.ts';

export interface Waiting {
  readonly message: OutMessage;
  readonly bytes: number;
  /** When it came, milliseconds of `performance.now()`. */
  readonly since: number;
  resolve(offset: number): void;
  reject(error: Error): void;
}

/** Bytes of one round over all partitions, so that a request is answered well within its time. */
const MAX_BYTES_PER_ROUND = 4 * 1024 * 1024;

/** Records that wait, by partition, in the order in which the partitions began to wait. */
export class LaneQueue {
  readonly #waiting = new Map<string, Waiting[]>();

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  push(one: Waiting): void {
    const place = `${one.message.topic}:${one.message.partition}`;
    const queue = this.#waiting.get(place);
    if (queue === undefined) this.#waiting.set(place, [one]);
    else queue.push(one);
  }

  /**
   * The next round: of each partition in turn what fits into one batch, at least one record, as long as the round has room. What is
   * left of a partition goes to the end of the line.
   */
  take(): Waiting[][] {
    const round: Waiting[][] = [];
    const rest: [place: string, queue: Waiting[]][] = [];
    let total = 0;
    for (const [place, queue] of this.#waiting) {
      if (total >= MAX_BYTES_PER_ROUND) break;
      const { count, bytes } = fitting(queue);
      total += bytes;
      this.#waiting.delete(place);
      round.push(count === queue.length ? queue : queue.slice(0, count));
      if (count < queue.length) rest.push([place, queue.slice(count)]);
    }
    for (const [place, queue] of rest) this.#waiting.set(place, queue);
    return round;
  }
}

function fitting(queue: readonly Waiting[]): { count: number; bytes: number } {
  let [count, bytes] = [0, 0];
  for (const one of queue) {
    if (count > 0 && bytes + one.bytes > MAX_BYTES_PER_SEND) break;
    bytes += one.bytes;
    count += 1;
  }
  return { count, bytes };
}
