import { waitFor } from '@millrace/testing';
import { expect, it } from 'vitest';
import { GroupConsumer } from '../src/group/group-consumer.ts';
import { HeldBatch } from '../src/group/held-batch.ts';
import { connection, createTopics, fresh, logger, topicSpec, write } from './fixture.ts';

/** The broker takes 4,096 bytes (`offset.metadata.max.bytes`). */
const TOO_LONG = 'x'.repeat(10_000);

it('1. a consumer whose commit is refused joins its group again at once, and gets the batch again', async () => {
  const topic = fresh('in');
  await createTopics(topicSpec(topic, 1));
  await write(topic, 1, [{ key: 'k', value: 'v' }]);
  let joins = 0;
  const commits: string[] = [];
  const consumer = new GroupConsumer({
    ...{ connection: connection(), groupId: fresh('group'), topics: [topic], logger },
    limits: { maxBytesPerPartition: 1_000_000, maxBytes: 1_000_000, minBytes: 1, maxWaitMs: 100, paceMs: 0 },
    onAssigned: () => void (joins += 1),
    onBatch: async (batch) => {
      const refused = joins === 1;
      await HeldBatch.commit([{ batch, offset: batch.next }], refused ? TOO_LONG : 'ok').then(
        () => commits.push('taken'),
        () => commits.push('refused'),
      );
      if (!refused) batch.resolve(batch.next);
    },
    onFetch: () => undefined,
    onFatal: (error) => {
      throw error;
    },
  });
  try {
    await consumer.start();
    await waitFor(() => commits.includes('taken'), { timeoutMs: 30_000, describe: 'the second commit' });
    expect(joins).toBe(2);
    expect(commits).toEqual(['refused', 'taken']);
  } finally {
    await consumer.stop();
  }
});
