import { HeldBatch } from '../group/held-batch.ts';
import { readRanges } from '../kafka/read-ranges.ts';
import { Mutex } from '../mutex.ts';
import { nextChunk, type Chunk } from '../stream/chunk.ts';
import type { InRecord } from '../types.ts';
import { insertBlock } from './insert-block.ts';
import { decodeIntent, encodeIntent, type Intent } from './intent.ts';
import type { SinkEnv } from './sink-env.ts';

/** One partition of a sink while it is ours. */
export class SinkSlot {
  readonly topic: string;
  readonly partition: number;
  readonly mutex = new Mutex();
  readonly #env: SinkEnv;
  readonly #lost = new AbortController();
  #isOpen = false;

  constructor(env: SinkEnv, topic: string, partition: number) {
    this.#env = env;
    this.topic = topic;
    this.partition = partition;
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Whether nothing is announced that may have been inserted, as far as we know. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  release(): void {
    this.#lost.abort();
  }

  /** What is announced has to be read from the committed offset again. */
  forget(): void {
    this.#isOpen = false;
  }

  /** Reads where the group stands, finishes a block that was announced and maybe inserted, and gives the next offset. */
  async open(batch: HeldBatch, signal: AbortSignal): Promise<number> {
    const { cluster, groupId } = this.#env;
    const committed = (await cluster.committed(groupId, [this.topic], this.partition)).get(this.topic);
    const intent = decodeIntent(committed?.metadata ?? '', this.partition);
    const { low, high } = await cluster.bounds(this.topic, this.partition);
    let start = committed?.offset;
    if (intent !== undefined) {
      start = await this.#finish(intent, batch, signal);
    } else if (start === undefined || start < low) {
      start = this.#begin(low, high, committed?.reset === true || start !== undefined);
      await HeldBatch.commit([{ batch, offset: start }], encodeIntent([]));
    }
    this.#isOpen = true;
    return start;
  }

  /** Offset after the last one this sink may read; Infinity for a live one. */
  get end(): number {
    return this.#env.spec.stretch?.(this.partition).to ?? Infinity;
  }

  /** Cuts the next share of a block from the batch, from offset `at` on; nothing of it is at or after `end`. */
  cut(batch: HeldBatch, at: number, end: number): Chunk | undefined {
    return nextChunk(batch.records, at, Math.min(end, batch.next), this.#env.spec);
  }

  /** Where to start when the group has no position, or one that retention has removed. */
  #begin(low: number, high: number, removed: boolean): number {
    const { spec, logger } = this.#env;
    if (removed) {
      logger.error({ topic: this.topic, partition: this.partition, low }, 'retention removed unread records');
    }
    return Math.max(
      low,
      spec.stretch?.(this.partition).from ?? (spec.fromBeginning === false && !removed ? high : low),
    );
  }

  /**
   * Inserts the announced block once more, all of it: other partitions of it may be another member's by now, which does the same. Only
   * this partition's end is committed; it is given back.
   */
  async #finish(intent: Intent, batch: HeldBatch, signal: AbortSignal): Promise<number> {
    const { topic, partition } = this;
    this.#env.logger.info({ topic, partition, intent }, 'finishing an announced block');
    await insertBlock(this.#env, intent, { records: await this.#reread(intent, signal), batch, signal });
    const next = (intent.find((range) => range.partition === partition)?.last ?? NaN) + 1;
    await HeldBatch.commit([{ batch, offset: next }], encodeIntent([]));
    return next;
  }

  /** Exactly the records of the announced ranges; they cannot have changed, because the ranges were read committed. */
  async #reread(intent: Intent, signal: AbortSignal): Promise<InRecord[]> {
    const { topic } = this;
    const { connection, logger } = this.#env;
    const byPartition = new Map(intent.map(({ partition }): [number, InRecord[]] => [partition, []]));
    const ranges = intent.map(({ partition, first, last }) => ({ topic, partition, from: first, to: last + 1 }));
    const onRecords = (read: readonly InRecord[]): void => {
      for (const record of read) byPartition.get(record.partition)?.push(record);
    };
    await readRanges(connection, ranges, { logger, signal, onRecords });
    return [...byPartition.values()].flat();
  }
}
