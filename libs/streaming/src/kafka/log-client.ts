import type { Logger } from '@millrace/platform';
import type { Broker, Cluster } from 'kafkajs';
import type { FetchedPartition, FetchResponse } from '../fetch/fetch-response.ts';
import { decodeFetchesOf } from '../fetch/own-decoding.ts';
import type { InRecord, KafkaConnection } from '../types.ts';
import { bareCluster, listOffsets, type BareCluster } from './bare-cluster.ts';
import { kafkaClient } from './client.ts';
import { inTime } from './in-time.ts';
import { persist } from './persist.ts';

export interface LogPosition {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** One partition's part of a fetch. Everything from `from` up to `next` is in `records`; gaps and markers hold none. */
export interface LogSlice {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly next: number;
  /** End of what is decided: everything before it is committed or aborted. */
  readonly stable: number;
  readonly records: readonly InRecord[];
}

const READ_COMMITTED = 1;
/** Above the broker's `message.max.bytes` (1 MiB by default), so that one batch always fits beside an empty one. */
const PARTITION_BYTES = 4 * 1024 * 1024;
const FETCH_BYTES = 32 * 1024 * 1024;
/** More than kafkajs takes to find that a connection does not answer. */
const FETCH_MS = 45_000;

/**
 * Reads partitions without a consumer group: no join (brokers let a new group wait 3 s), no leftover group, and the exact
 * position after every fetch, which is what tells the end of a changelog from a pause.
 */
export class LogClient {
  readonly #bare: BareCluster;
  readonly #cluster: Cluster;

  readonly #logger: Logger;

  private constructor(bare: BareCluster, logger: Logger) {
    this.#bare = bare;
    this.#logger = logger;
    this.#cluster = bare.cluster;
  }

  static async connect(connection: KafkaConnection, topics: readonly string[], logger: Logger): Promise<LogClient> {
    const bare = bareCluster(kafkaClient(connection, logger), false);
    const learn = async (): Promise<void> => {
      await bare.connect();
      await bare.cluster.addMultipleTargetTopics([...topics]);
    };
    try {
      await persist(logger, learn, () => Promise.resolve());
    } catch (error) {
      await bare.disconnect();
      throw error;
    }
    return new LogClient(bare, logger);
  }

  partitionsOf(topic: string): number[] {
    return this.#cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId);
  }

  /** First readable offset (`first`) or end of what is decided (`latest`) of partitions of a topic. */
  offsets(topic: string, partitions: readonly number[], which: 'first' | 'latest'): Promise<Map<number, number>> {
    const ask = (): Promise<Map<number, number>> => listOffsets(this.#cluster, topic, partitions, which);
    return persist(this.#logger, ask, () => this.refresh());
  }

  /** Groups positions by the node that leads their partition. */
  byLeader<P extends LogPosition>(positions: Iterable<P>): Map<string, P[]> {
    const groups = new Map<string, P[]>();
    for (const position of positions) {
      const [node] = Object.keys(this.#cluster.findLeaderForPartitions(position.topic, [position.partition]));
      if (node === undefined) throw new Error(`no leader known for ${position.topic}-${position.partition}`);
      const group = groups.get(node);
      if (group === undefined) groups.set(node, [position]);
      else group.push(position);
    }
    return groups;
  }

  refresh(): Promise<void> {
    return inTime('learning the cluster anew', FETCH_MS, this.#cluster.refreshMetadata());
  }

  /** One Fetch request to one leader. A partition with nothing new gives no slice. */
  fetch(nodeId: string, positions: readonly LogPosition[], maxWaitMs: number): Promise<LogSlice[]> {
    return inTime(`fetching from node ${nodeId}`, FETCH_MS + maxWaitMs, this.#fetch(nodeId, positions, maxWaitMs));
  }

  async #fetch(nodeId: string, positions: readonly LogPosition[], maxWaitMs: number): Promise<LogSlice[]> {
    const broker = await this.#cluster.findBroker({ nodeId });
    const slices = await fetchFrom(broker, positions, maxWaitMs);
    const crossed: LogSlice[] = [];
    for (const slice of slices) {
      if (slice.next > slice.from) crossed.push(slice);
      else if (slice.from < slice.stable) crossed.push(await crossGap(broker, slice));
    }
    return crossed;
  }

  async disconnect(): Promise<void> {
    await this.#bare.disconnect();
  }
}

async function fetchFrom(broker: Broker, positions: readonly LogPosition[], maxWaitTime: number): Promise<LogSlice[]> {
  decodeFetchesOf(broker);
  const asked = new Map(positions.map((position) => [`${position.topic}:${position.partition}`, position]));
  const response = (await broker.fetch({
    isolationLevel: READ_COMMITTED,
    maxWaitTime,
    minBytes: 1,
    maxBytes: FETCH_BYTES,
    topics: positions.map(({ topic, partition, offset }) => ({
      topic,
      partitions: [{ partition, fetchOffset: String(offset), maxBytes: PARTITION_BYTES }],
    })),
  })) as FetchResponse;
  return response.responses.flatMap(({ topicName, partitions }) =>
    partitions.flatMap((data) => {
      const position = asked.get(`${topicName}:${data.partition}`);
      return position === undefined ? [] : [toSlice(position, data)];
    }),
  );
}

function toSlice({ topic, partition, offset }: LogPosition, data: FetchedPartition): LogSlice {
  const set = data.messages[0]?.recordSet;
  const records = set?.records.from(offset) ?? [];
  const next = Math.max(offset, set?.next ?? offset);
  return { topic, partition, from: offset, next, stable: Number(data.lastStableOffset), records };
}

/**
 * Nothing came although the position is before the stable end. Either the response was full with other partitions, or
 * compaction left an empty batch there, which kafkajs does not show. Asked alone, the partition's next batch must come
 * (Kafka always returns one); when it holds no record there is none at this offset, and one step is safe.
 */
async function crossGap(broker: Broker, { topic, partition, from, stable }: LogSlice): Promise<LogSlice> {
  const [alone] = await fetchFrom(broker, [{ topic, partition, offset: from }], 0);
  if (alone !== undefined && alone.next > from) return alone;
  return { topic, partition, from, next: from + 1, stable, records: [] };
}
