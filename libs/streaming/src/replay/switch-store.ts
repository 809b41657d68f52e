import { changelogTopic } from '@millrace/contracts';
import { isFenced } from '../kafka/errors.ts';
import { SendRounds } from '../produce/sends.ts';
import { groupOf } from '../runner-options.ts';
import { TaskProducer } from '../stream/task-producer.ts';
import { StoreRebuild, type StoreReplayParts } from './rebuild-store.ts';
import type { StoreProjection } from './store-projection.ts';

/** The live tasks come back within a second or so. Who is slower than that tries again; what was read by then need not be read again. */
const ATTEMPTS = 5;

/**
 * Makes the rebuilt state of partitions the live one. First all of it is rebuilt, beside the live tasks. Then their transactional ids are
 * taken over and the members of the group are evicted, so that whatever they still commit is refused; what is undecided is waited for.
 * From there on events and changelog stand still until the tasks open anew, which takes the id back and refuses us. What has come
 * meanwhile is read, and what differs is written to the changelog, one transaction a partition.
 * @returns how many keys were written
 */
export async function switchStore<V>(
  parts: StoreReplayParts,
  projection: StoreProjection<V>,
  partitions: readonly number[],
): Promise<number> {
  let written = 0;
  let left = partitions.map((partition) => new StoreRebuild(parts, projection, partition));
  for (let attempt = 1; left.length > 0; attempt += 1) {
    for (const rebuild of left) await rebuild.advance();
    const { keys, refused } = await takeOver(parts, projection, left);
    written += keys;
    if (refused.length > 0 && attempt === ATTEMPTS) {
      const which = refused.map(({ partition }) => partition).join(', ');
      throw new Error(
        `${projection.stream}: the live tasks of partitions ${which} were faster ${ATTEMPTS} times; try again`,
      );
    }
    left = refused;
  }
  return written;
}

interface TakenOver<V> {
  readonly keys: number;
  /** What the live tasks were faster with. */
  readonly refused: StoreRebuild<V>[];
}

async function takeOver<V>(
  parts: StoreReplayParts,
  { stream, service, store }: StoreProjection<V>,
  rebuilds: readonly StoreRebuild<V>[],
): Promise<TakenOver<V>> {
  const { connection, cluster, logger } = parts;
  const groupId = groupOf(stream);
  const { name: topic } = changelogTopic(service, store.name);
  const producers: TaskProducer[] = [];
  const refused: StoreRebuild<V>[] = [];
  let keys = 0;
  try {
    for (const { partition } of rebuilds) {
      producers.push(await TaskProducer.open(connection, `${groupId}-${partition}`, logger));
    }
    await cluster.evictMembers(groupId);
    await cluster.settled(groupId);
    for (const [index, rebuild] of rebuilds.entries()) {
      await rebuild.advance();
      const differences = rebuild.differences();
      const sends = new SendRounds();
      for (const { key, rebuilt } of differences) sends.add(topic, rebuild.partition, { key, value: rebuilt ?? null });
      try {
        if (differences.length > 0) await producers[index]?.commit(sends.rounds);
        keys += differences.length;
      } catch (error) {
        if (!isFenced(error)) throw error;
        refused.push(rebuild);
      }
    }
    return { keys, refused };
  } finally {
    await Promise.all(producers.map((producer) => producer.close()));
  }
}
