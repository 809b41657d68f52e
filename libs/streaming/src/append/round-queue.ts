import { MAX_BYTES_PER_SEND, type Content } from '../produce/sends.ts';
import type { Delivery } from './delivery.ts';

/** A record that waits, whom to tell what becomes of it, and as which of its records. */
export interface Waiting {
  readonly record: Content;
  readonly delivery: Delivery;
  readonly index: number;
  /** `bytesOf` the record. */
  readonly bytes: number;
}

/** Records of one partition that are sent together, whatever happens. */
export interface WaitingBatch {
  readonly topic: string;
  readonly partition: number;
  readonly waiting: readonly Waiting[];
}

interface PartitionQueue {
  readonly topic: string;
  readonly partition: number;
  waiting: Waiting[];
}

/** Bytes of one round over all partitions, so that a request is answered well within its time. */
const MAX_BYTES_PER_ROUND = 4 * 1024 * 1024;

/** Records that wait, by partition, in the order in which the partitions began to wait. */
export class RoundQueue {
  readonly #byTopic = new Map<string, PartitionQueue[]>();
  #line: PartitionQueue[] = [];
  #bytes = 0;

  /** Bytes that wait. */
  get bytes(): number {
    return this.#bytes;
  }

  get isEmpty(): boolean {
    return this.#line.length === 0;
  }

  push(topic: string, partition: number, one: Waiting): void {
    this.#bytes += one.bytes;
    const queue = this.#queue(topic, partition);
    if (queue.waiting.length === 0) this.#line.push(queue);
    queue.waiting.push(one);
  }

  /**
   * The next round: of each partition in turn what fits into one batch, at least one record, as long as the round has room. What is
   * left of a partition goes to the end of the line.
   */
  take(): WaitingBatch[] {
    const round: WaitingBatch[] = [];
    const rest: PartitionQueue[] = [];
    let total = 0;
    let taken = 0;
    for (const queue of this.#line) {
      if (total >= MAX_BYTES_PER_ROUND) break;
      const { topic, partition, waiting } = queue;
      const { count, bytes } = fitting(waiting);
      total += bytes;
      taken += 1;
      queue.waiting = waiting.slice(count);
      if (queue.waiting.length > 0) rest.push(queue);
      round.push({ topic, partition, waiting: queue.waiting.length === 0 ? waiting : waiting.slice(0, count) });
    }
    this.#bytes -= total;
    this.#line = [...this.#line.slice(taken), ...rest];
    return round;
  }

  #queue(topic: string, partition: number): PartitionQueue {
    let queues = this.#byTopic.get(topic);
    if (queues === undefined) this.#byTopic.set(topic, (queues = []));
    return (queues[partition] ??= { topic, partition, waiting: [] });
  }
}

function fitting(waiting: readonly Waiting[]): { count: number; bytes: number } {
  let [count, bytes] = [0, 0];
  for (const { bytes: more } of waiting) {
    if (count > 0 && bytes + more > MAX_BYTES_PER_SEND) break;
    bytes += more;
    count += 1;
  }
  return { count, bytes };
}
