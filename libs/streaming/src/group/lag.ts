import type { FetchFact } from '../fetch/observe-fetches.ts';
import { metrics } from '../metrics.ts';
import type { Cursors } from './cursors.ts';

/** Keeps `millrace_consumer_lag` of the partitions this member works on. */
export class Lag {
  readonly #stream: string;
  readonly #known = new Map<string, { topic: string; partition: number }>();

  constructor(stream: string) {
    this.#stream = stream;
  }

  set(topic: string, partition: number, records: number): void {
    this.#known.set(`${topic}:${partition}`, { topic, partition });
    metrics.lag.set({ stream: this.#stream, topic, partition: String(partition) }, Math.max(0, records));
  }

  /** A fetch tells the end of the partition, also when the records in it wait for their turn. */
  fetched({ topic, partition, highWatermark }: FetchFact, cursors: Cursors): void {
    const cursor = cursors.get(topic, partition);
    if (cursor !== undefined) this.set(topic, partition, highWatermark - cursor);
  }

  forget(partition: number): void {
    for (const [key, known] of this.#known) {
      if (known.partition !== partition) continue;
      this.#known.delete(key);
      metrics.lag.remove({ stream: this.#stream, topic: known.topic, partition: String(partition) });
    }
  }

  clear(): void {
    for (const { partition } of [...this.#known.values()]) this.forget(partition);
  }
}
