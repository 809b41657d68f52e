import { changelogTopic } from '@millrace/contracts';
import { readRanges, type LogRange } from '../kafka/read-ranges.ts';
import { metrics } from '../metrics.ts';
import { meantFor } from '../repair-mark.ts';
import type { OpenedTask, StoreContent } from '../types.ts';
import type { Opening } from './opening.ts';
import type { StreamEnv } from './stream-env.ts';
import { TaskProducer } from './task-producer.ts';
import { storeOf } from './store-of.ts';
import { Task } from './task.ts';

/**
 * Makes a task from committed state. The order is the proof (docs/adr/0017): the producer is initialised first, which ends what an earlier
 * owner left open under its id. Then the offsets are read, once no undecided transaction moves them; who is not in the group any more
 * can move them no further. Only then the changelog is read.
 */
export async function openTask(
  env: StreamEnv,
  partition: number,
  signal: AbortSignal,
  opening: Opening,
): Promise<Task> {
  opening.at('wait for the transaction under way');
  await env.commits.settled();
  signal.throwIfAborted();
  opening.at('initialise the producer');
  const producer = await TaskProducer.open(env.connection, `${env.groupId}-${partition}`, env.logger);
  try {
    signal.throwIfAborted();
    opening.at('read the committed offsets');
    const positions = await startPositions(env, partition, producer);
    opening.at('restore the stores');
    const stores = await restoreStores(env, partition, signal, opening);
    opening.at('warm up');
    await warmUp(env, partition, positions, stores, signal, opening);
    return new Task(env, partition, producer, stores, positions);
  } catch (error) {
    await producer.close();
    throw error;
  }
}

/** The committed offset of every input topic that has the partition. */
async function startPositions(env: StreamEnv, partition: number, producer: TaskProducer): Promise<Map<string, number>> {
  const { cluster, groupId, spec } = env;
  const topics: string[] = [];
  for (const topic of spec.topics) if (partition < (await cluster.partitions(topic))) topics.push(topic);
  const positions = new Map<string, number>();
  const fresh = new Map<string, number>();
  for (const [topic, { offset, reset }] of await cluster.committed(groupId, topics, partition)) {
    const { low, high } = await cluster.bounds(topic, partition);
    const removed = reset || (offset !== undefined && offset < low);
    if (removed) {
      env.logger.error({ topic, partition, offset, low }, 'retention removed records before they were processed');
      metrics.records.inc({ stream: spec.stream, outcome: 'lost_to_retention' }, low - (offset ?? low));
    }
    if (offset !== undefined && !removed) positions.set(topic, offset);
    else fresh.set(topic, spec.fromBeginning === false && !removed ? high : low);
  }
  // Where a stream begins is decided once: "the end" must not mean a later end after a crash.
  const offsets = [...fresh].map(([topic, offset]) => ({ topic, partition, offset }));
  if (fresh.size > 0) await producer.commit([], { groupId, member: undefined, offsets });
  for (const [topic, offset] of fresh) positions.set(topic, offset);
  return positions;
}

async function restoreStores(
  env: StreamEnv,
  partition: number,
  signal: AbortSignal,
  opening: Opening,
): Promise<Map<string, StoreContent>> {
  const { spec, service, cluster, connection, logger } = env;
  const stores = new Map((spec.stores ?? []).map((store) => [store.name, store.open()]));
  const byTopic = new Map([...stores].map(([name, store]) => [changelogTopic(service, name).name, store]));
  const ranges: LogRange[] = [];
  for (const topic of byTopic.keys()) {
    const { low, high } = await cluster.bounds(topic, partition);
    ranges.push({ topic, partition, from: low, to: high });
  }
  const onRecords = (records: readonly { topic: string; key: Buffer | null; value: Buffer | null }[]): void => {
    for (const { topic, key, value } of records) byTopic.get(topic)?.restore(key?.toString() ?? '', value);
    metrics.restored.inc({ stream: spec.stream }, records.length);
    opening.at(`restore the stores, ${records.length} more records`);
  };
  await readRanges(connection, ranges, { logger, signal, onRecords });
  return stores;
}

async function warmUp(
  { spec, cluster, codecs, connection, logger }: StreamEnv,
  partition: number,
  positions: ReadonlyMap<string, number>,
  stores: ReadonlyMap<string, StoreContent>,
  signal: AbortSignal,
  opening: Opening,
): Promise<void> {
  const { warmUp: window } = spec;
  if (window === undefined) return;
  for (const [topic, to] of positions) {
    const { low } = await cluster.bounds(topic, partition);
    const { records } = window;
    const task: OpenedTask = { topic, partition, position: to, store: (spec) => storeOf(stores, spec) };
    const back = typeof records === 'number' ? records : records(task);
    await readRanges(connection, [{ topic, partition, from: Math.max(low, to - back), to }], {
      logger,
      signal,
      onRecords: async (records) => {
        await codecs.prepare(records.map(({ value }) => value));
        window.apply(meantFor(spec.stream, records), task);
        opening.at(`warm up, up to offset ${records.at(-1)?.offset ?? to} of ${to} of ${topic}`);
      },
    });
  }
}
