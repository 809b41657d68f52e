import { MAX_BYTES_PER_SEND, type OutMessage } from '../stream/sends.ts';

export interface Waiting {
  readonly message: OutMessage;
  readonly bytes: number;
  readonly since: number;
  resolve(offset: number): void;
  reject(error: Error): void;
}

const MAX_MESSAGES = 500;

/** Records that wait, by partition; partitions take turns, so that a busy one does not hold up the others. */
export class LaneQueue {
  readonly #waiting = new Map<string, Waiting[]>();

  push(one: Waiting): void {
    const place = `${one.message.topic}:${one.message.partition}`;
    const queue = this.#waiting.get(place);
    if (queue === undefined) this.#waiting.set(place, [one]);
    else queue.push(one);
  }

  /** Up to 500 records and 512 KiB of the partition whose turn it is; at least one record. Empty when nothing waits. */
  take(): Waiting[] {
    const [first] = this.#waiting;
    if (first === undefined) return [];
    const [place, queue] = first;
    let count = 0;
    let bytes = 0;
    for (const one of queue) {
      if (count > 0 && (count === MAX_MESSAGES || bytes + one.bytes > MAX_BYTES_PER_SEND)) break;
      bytes += one.bytes;
      count += 1;
    }
    this.#waiting.delete(place);
    if (count < queue.length) this.#waiting.set(place, queue.slice(count));
    return queue.slice(0, count);
  }
}
