import { backOff } from '../backoff.ts';
import { PartitionLost, type HeldBatch } from '../group/held-batch.ts';
import type { ClusterView } from '../kafka/cluster-view.ts';
import { readRanges } from '../kafka/read-ranges.ts';
import { metrics } from '../metrics.ts';
import { Mutex } from '../mutex.ts';
import { meantFor } from '../repair-mark.ts';
import type { RunnerOptions } from '../runner-options.ts';
import { nextChunk, type Chunk } from '../stream/chunk.ts';
import { BatchTraces } from '../tracing.ts';
import type { InRecord, SinkBlock, SinkBlockHandler, SinkSpec } from '../types.ts';
import { blockToken, decodeIntent, encodeIntent, type Intent } from './intent.ts';

export interface SinkEnv extends RunnerOptions {
  readonly spec: SinkSpec;
  readonly handler: SinkBlockHandler;
  readonly groupId: string;
  readonly cluster: ClusterView;
}

const INSERT_FIRST_MS = 100;
const INSERT_MAX_MS = 10_000;

/** One partition of a sink while it is ours. The protocol's steps; `SinkRunner` says why they are exactly once. */
export class SinkSlot {
  readonly topic: string;
  readonly partition: number;
  readonly mutex = new Mutex();
  readonly #env: SinkEnv;
  readonly #lost = new AbortController();
  /** What the committed offset announces at the moment; undefined until it was read. */
  #announced: string | undefined;

  constructor(env: SinkEnv, topic: string, partition: number) {
    this.#env = env;
    this.topic = topic;
    this.partition = partition;
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  get isOpen(): boolean {
    return this.#announced !== undefined;
  }

  release(): void {
    this.#lost.abort();
  }

  /** Forgets what it knows: it is read again from the committed offset. */
  forget(): void {
    this.#announced = undefined;
  }

  /** Reads where the group stands, finishes a block that was announced and maybe inserted, and gives the next offset. */
  async open(batch: HeldBatch, signal: AbortSignal): Promise<number> {
    const { cluster, groupId, spec } = this.#env;
    const committed = (await cluster.committed(groupId, [this.topic], this.partition)).get(this.topic);
    const intent = decodeIntent(committed?.metadata ?? '');
    const { low, high } = await cluster.bounds(this.topic, this.partition);
    if (committed?.offset === undefined || (committed.offset < low && intent === undefined)) {
      const removed = committed?.reset === true || committed?.offset !== undefined;
      if (removed) {
        this.#env.logger.error(
          { topic: this.topic, partition: this.partition, low },
          'retention removed unread records',
        );
      }
      const first = spec.stretch?.(this.partition).from ?? (spec.fromBeginning === false && !removed ? high : low);
      const start = Math.max(low, first);
      await this.#commit(batch, start, undefined);
      return start;
    }
    if (intent === undefined) {
      this.#announced = '';
      return committed.offset;
    }
    const records = await this.#reread(intent, signal);
    this.#env.logger.info({ topic: this.topic, partition: this.partition, ...intent }, 'finishing an announced block');
    await this.#insert(this.#block(intent, records), batch, signal);
    await this.#commit(batch, intent.last + 1, undefined);
    return intent.last + 1;
  }

  /** Offset after the last one this sink may read; Infinity for a live one. */
  get end(): number {
    return this.#env.spec.stretch?.(this.partition).to ?? Infinity;
  }

  /** Cuts the next block of the batch from offset `at` on; nothing of it is at or after `end`. */
  cut(batch: HeldBatch, at: number, end: number): Chunk | undefined {
    return nextChunk(batch.records, at, Math.min(end, batch.next), this.#env.spec);
  }

  /** Announces the chunk unless that was done, inserts it, and commits its end together with the announcement of `then`. */
  async put(chunk: Chunk, then: Chunk | undefined, batch: HeldBatch, signal: AbortSignal): Promise<void> {
    const intent = rangeOf(chunk);
    if (this.#announced !== encodeIntent(intent)) await this.#commit(batch, intent.first, intent);
    await this.#insert(this.#block(intent, chunk.records), batch, signal);
    await this.#commit(batch, chunk.next, then === undefined ? undefined : rangeOf(then));
  }

  async #commit(batch: HeldBatch, offset: number, intent: Intent | undefined): Promise<void> {
    const metadata = encodeIntent(intent);
    this.#announced = undefined;
    await batch.commit(offset, metadata);
    this.#announced = metadata;
  }

  /** Exactly the records of the announced range; they cannot have changed, because the range was read committed. */
  async #reread({ first, last }: Intent, signal: AbortSignal): Promise<InRecord[]> {
    const { connection, logger } = this.#env;
    const records: InRecord[] = [];
    await readRanges(connection, [{ topic: this.topic, partition: this.partition, from: first, to: last + 1 }], {
      logger,
      signal,
      onRecords: (read) => {
        for (const record of read) records.push(record);
      },
    });
    return records;
  }

  #block({ first, last }: Intent, read: readonly InRecord[]): SinkBlock {
    const { topic, partition } = this;
    const records = meantFor(this.#env.spec.stream, read);
    return { topic, partition, first, last, token: blockToken(topic, partition, { first, last }), records };
  }

  /** Inserts until it succeeds. Only losing the partition or the stop deadline end it; the announcement stays for the next owner. */
  async #insert(block: SinkBlock, batch: HeldBatch, signal: AbortSignal): Promise<void> {
    const { handler, spec, logger, groupId } = this.#env;
    const traces = new BatchTraces(spec.stream, groupId, block.records);
    const stop = metrics.batchSeconds.startTimer({ stream: spec.stream });
    for (let attempt = 0; ; attempt += 1) {
      try {
        await handler(block, signal);
        traces.end();
        metrics.transactions.inc({ stream: spec.stream, outcome: 'committed' });
        metrics.records.inc({ stream: spec.stream, outcome: 'ok' }, block.records.length);
        stop();
        return;
      } catch (err) {
        metrics.transactions.inc({ stream: spec.stream, outcome: 'failed' });
        logger.warn({ err, token: block.token, attempt }, 'inserting a block failed; it is tried again');
        if (signal.aborted || batch.rebalancing || !batch.isOurs) {
          traces.end(err);
          throw new PartitionLost(block.topic, block.partition);
        }
        await backOff(attempt, INSERT_FIRST_MS, INSERT_MAX_MS, signal);
      }
    }
  }
}

function rangeOf({ records }: Chunk): Intent {
  const [first] = records;
  const last = records.at(-1);
  if (first === undefined || last === undefined) throw new Error('a block has at least one record');
  return { first: first.offset, last: last.offset };
}
