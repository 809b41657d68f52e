import { changelogTopic } from '@millrace/contracts';
import { SendRounds } from '../produce/sends.ts';
import { groupOf } from '../runner-options.ts';
import { TaskProducer } from '../stream/task-producer.ts';
import { rebuildStore, type StoreReplayParts } from './rebuild-store.ts';
import { storeDifferences } from './store-differences.ts';
import type { StoreProjection } from './store-projection.ts';

/**
 * Makes the rebuilt state of one partition the live one. Taking over the task's transactional id ends its transaction and refuses its
 * later ones, so that events and changelog stand still; what differs is written to the changelog in one transaction. The live task
 * notices that it was fenced and opens anew, from the changelog as it is now.
 * @returns how many keys were written
 */
export async function switchStore<V>(
  parts: StoreReplayParts,
  projection: StoreProjection<V>,
  partition: number,
): Promise<number> {
  const groupId = groupOf(projection.stream);
  const producer = await TaskProducer.open(parts.connection, `${groupId}-${partition}`, parts.logger);
  try {
    const { live, rebuilt } = await rebuildStore(parts, projection, partition);
    const { name: topic } = changelogTopic(projection.service, projection.store.name);
    const differences = storeDifferences(live, rebuilt);
    const sends = new SendRounds();
    for (const { key, rebuilt: value } of differences) sends.add(topic, partition, { key, value: value ?? null });
    if (differences.length > 0) await producer.commit(sends.rounds, { groupId, partition, next: new Map() });
    return differences.length;
  } finally {
    await producer.close();
  }
}
