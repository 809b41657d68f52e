import { changelogTopic, DecodeError } from '@millrace/contracts';
import type { Logger } from '@millrace/platform';
import type { ClusterView } from '../kafka/cluster-view.ts';
import { readRanges } from '../kafka/read-ranges.ts';
import type { KeyValueStore } from '../stream/key-value-store.ts';
import type { InRecord, KafkaConnection } from '../types.ts';
import type { StoreCodecs, StoreProjection } from './store-projection.ts';

export interface StoreReplayParts {
  readonly connection: KafkaConnection;
  readonly cluster: ClusterView;
  readonly codecs: StoreCodecs;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** One partition of a store as its changelog has it, and as the events make it. */
export interface StorePair<V> {
  readonly partition: number;
  readonly live: KeyValueStore<V>;
  readonly rebuilt: KeyValueStore<V>;
  /** Events read. */
  readonly events: number;
}

/** Reads a partition of the changelog, as a task does when it opens, and folds the same partition of the events. */
export async function rebuildStore<V>(
  parts: StoreReplayParts,
  projection: StoreProjection<V>,
  partition: number,
): Promise<StorePair<V>> {
  const { topic, service, store, fold } = projection;
  const [live, rebuilt] = [store.open(), store.open()];
  await readPartition(parts, changelogTopic(service, store.name).name, partition, (records) => {
    for (const { key, value } of records) live.restore(key?.toString() ?? '', value);
  });
  let events = 0;
  await readPartition(parts, topic, partition, async (records) => {
    await parts.codecs.prepare(records.map(({ value }) => value));
    for (const record of records) {
      const event = decode(parts, record);
      if (event !== undefined) fold(rebuilt, event, record);
    }
    events += records.length;
  });
  return { partition, live, rebuilt, events };
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

async function readPartition(
  { cluster, connection, logger, signal }: StoreReplayParts,
  topic: string,
  partition: number,
  onRecords: (records: readonly InRecord[]) => void | Promise<void>,
): Promise<void> {
  const { low, high } = await cluster.bounds(topic, partition);
  await readRanges(connection, [{ topic, partition, from: low, to: high }], { logger, signal, onRecords });
}
