import type { Cluster, Consumer, Kafka } from 'kafkajs';
import { inTime } from './in-time.ts';

/** A connection to the cluster below kafkajs's consumer: the consumer never joins a group, it only owns the connections. */
export interface BareCluster {
  readonly cluster: Cluster;
  connect(): Promise<void>;
  /** See `closeConnections`. */
  disconnect(): Promise<void>;
}

const DISCONNECT_MS = 5_000;
const NO_PROTOCOL = { name: 'none', metadata: Buffer.alloc(0) };

/**
 * The `Cluster` that kafkajs hands to the assigner of every consumer: the documented way to metadata, offsets and single
 * fetches. `readUncommitted` decides what "latest offset" means: the high watermark, or the last stable offset.
 */
export function bareCluster(kafka: Kafka, readUncommitted: boolean): BareCluster {
  let found: Cluster | undefined;
  const consumer: Consumer = kafka.consumer({
    groupId: 'millrace.never-joined',
    readUncommitted,
    allowAutoTopicCreation: false,
    partitionAssigners: [
      ({ cluster }) => {
        found = cluster;
        return { name: 'none', version: 0, assign: async () => [], protocol: () => NO_PROTOCOL };
      },
    ],
  });
  if (found === undefined) throw new Error('kafkajs did not hand its cluster to the assigner');
  return {
    cluster: found,
    connect: () => consumer.connect(),
    disconnect: () => closeConnections(consumer),
  };
}

/** Never throws, and waits a moment at most: a connection whose last answer does not come is left to itself. */
export async function closeConnections(consumer: Consumer): Promise<void> {
  await inTime('closing the connections', DISCONNECT_MS, consumer.disconnect()).catch(() => undefined);
}

/** One question about the offsets of a topic's partitions: the first there is, or the latest (see `bareCluster`). */
export async function listOffsets(
  cluster: Cluster,
  topic: string,
  partitions: readonly number[],
  which: 'first' | 'latest',
): Promise<Map<number, number>> {
  const asked = partitions.map((partition) => ({ partition }));
  const [found] = await cluster.fetchTopicsOffset([{ topic, partitions: asked, fromBeginning: which === 'first' }]);
  return new Map((found?.partitions ?? []).map(({ partition, offset }) => [partition, Number(offset)]));
}
