import { changelogTopic, DecodeError } from '@millrace/contracts';
import type { Logger } from '@millrace/platform';
import type { ClusterView } from '../kafka/cluster-view.ts';
import { readRanges } from '../kafka/read-ranges.ts';
import type { KeyValueStore } from '../stream/key-value-store.ts';
import type { InRecord, KafkaConnection } from '../types.ts';
import { storeDifferences, type StoreDifference } from './store-differences.ts';
import type { StoreCodecs, StoreProjection } from './store-projection.ts';

export interface StoreReplayParts {
  readonly connection: KafkaConnection;
  readonly cluster: ClusterView;
  readonly codecs: StoreCodecs;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** One partition of a store as its changelog has it, and as the events make it. It can be brought up to date again and again. */
export class StoreRebuild<V> {
  readonly partition: number;
  readonly live: KeyValueStore<V>;
  readonly rebuilt: KeyValueStore<V>;
  readonly #parts: StoreReplayParts;
  readonly #projection: StoreProjection<V>;
  /** Topic → offset up to which it was read. */
  readonly #read = new Map<string, number>();
  #events = 0;

  constructor(parts: StoreReplayParts, projection: StoreProjection<V>, partition: number) {
    this.#parts = parts;
    this.#projection = projection;
    this.partition = partition;
    this.live = projection.store.open();
    this.rebuilt = projection.store.open();
  }

  /** Events read. */
  get events(): number {
    return this.#events;
  }

  /** Reads what has come since the last time: the changelog, as a task does when it opens, and the events, which it folds. */
  async advance(): Promise<void> {
    const { topic, service, store, fold } = this.#projection;
    await this.#readOn(changelogTopic(service, store.name).name, (records) => {
      for (const { key, value } of records) this.live.restore(key?.toString() ?? '', value);
    });
    await this.#readOn(topic, async (records) => {
      await this.#parts.codecs.prepare(records.map(({ value }) => value));
      for (const record of records) {
        const event = decode(this.#parts, record);
        if (event !== undefined) fold(this.rebuilt, event, record);
      }
      this.#events += records.length;
    });
  }

  differences(): StoreDifference[] {
    return storeDifferences(this.live, this.rebuilt);
  }

  async #readOn(topic: string, onRecords: (records: readonly InRecord[]) => void | Promise<void>): Promise<void> {
    const { cluster, connection, logger, signal } = this.#parts;
    const { low, high } = await cluster.bounds(topic, this.partition);
    const from = this.#read.get(topic) ?? low;
    const range = { topic, partition: this.partition, from, to: high };
    await readRanges(connection, [range], { logger, signal, onRecords });
    this.#read.set(topic, high);
  }
}

/** Bytes that are no record of ours hold no fact (docs/adr/0006). */
function decode({ codecs, logger }: StoreReplayParts, record: InRecord) {
  if (record.value === null) return undefined;
  try {
    const decoded = codecs.decode(record.value);
    if (decoded === undefined) throw new Error('the schema was not prepared');
    return decoded;
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const { topic, partition, offset } = record;
    logger.error({ topic, partition, offset, code: error.code }, 'passed over an unreadable record');
    return undefined;
  }
}
