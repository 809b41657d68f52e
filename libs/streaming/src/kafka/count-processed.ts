import type { Logger } from '@millrace/platform';
import type { KafkaConnection } from '../types.ts';
import { ClusterView } from './cluster-view.ts';

/** How many offsets of a topic a consumer group (ours, or anybody's) has committed: what is left is `countRecords` less this. */
export async function countProcessed(
  connection: KafkaConnection,
  groupId: string,
  topic: string,
  logger: Logger,
): Promise<number> {
  const cluster = new ClusterView(connection, logger);
  await cluster.connect();
  try {
    let processed = 0;
    for (let partition = 0; partition < (await cluster.partitions(topic)); partition += 1) {
      const { low } = await cluster.bounds(topic, partition);
      const { offset } = (await cluster.committed(groupId, [topic], partition)).get(topic) ?? {};
      processed += Math.max(0, (offset ?? low) - low);
    }
    return processed;
  } finally {
    await cluster.disconnect();
  }
}
