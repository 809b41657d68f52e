import type { Logger } from '@millrace/platform';
import type { KafkaConnection } from '../types.ts';
import { ClusterView } from './cluster-view.ts';

/** How many offsets of a topic are taken up to its high watermarks: its records, and the markers of transactions. */
export async function countRecords(connection: KafkaConnection, topic: string, logger: Logger): Promise<number> {
  const cluster = new ClusterView(connection, logger);
  await cluster.connect();
  try {
    const partitions = Array.from({ length: await cluster.partitions(topic) }, (_, partition) => partition);
    const bounds = await Promise.all(partitions.map((partition) => cluster.bounds(topic, partition)));
    return bounds.reduce((sum, { low, high }) => sum + high - low, 0);
  } finally {
    await cluster.disconnect();
  }
}
