import { waitFor } from '@millrace/testing';
import type { Producer, Transaction } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClusterView } from '../src/kafka/cluster-view.ts';
import {
  connection,
  createTopics,
  fresh,
  kafka,
  logger,
  readAll,
  text,
  topicSpec,
  withAdmin,
  write,
} from './fixture.ts';

/** Transactions of several producers, opened at will. */
class Transactions {
  readonly #producers: Producer[] = [];

  async begin(): Promise<Transaction> {
    const producer = kafka().producer({ transactionalId: fresh('tx'), idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    this.#producers.push(producer);
    return producer.transaction();
  }

  async close(): Promise<void> {
    await Promise.all(this.#producers.map((producer) => producer.disconnect()));
  }
}

describe('reading a range to its end', () => {
  const transactions = new Transactions();
  let topic: string;

  const put = async (transaction: Transaction, ...values: string[]): Promise<void> => {
    for (const value of values) await transaction.send({ topic, messages: [{ key: value, value, partition: 0 }] });
  };
  const freshTopic = async (): Promise<void> => {
    topic = fresh('log');
    await createTopics(topicSpec(topic, 1));
  };

  beforeAll(freshTopic);
  afterAll(() => transactions.close());

  it('1. an empty topic ends at once', async () => {
    await freshTopic();
    expect(await readAll(topic)).toEqual([]);
  });

  it('2. a tail of nothing but aborted records and markers ends', async () => {
    await freshTopic();
    await write(topic, 1, [{ key: 'a', value: 'a' }]);
    const aborted = await transactions.begin();
    await put(aborted, 'x', 'y');
    await aborted.abort();
    expect((await readAll(topic)).map(text)).toEqual(['a']);
  });

  it('3. an open transaction holds back what comes after it until it ends', async () => {
    await freshTopic();
    const open = await transactions.begin();
    await put(open, 'first');
    await write(topic, 1, [{ key: 'b', value: 'b' }]);
    const reading = readAll(topic);
    await open.commit();
    expect((await reading).map(text)).toEqual(['first', 'b']);
  });

  it('4. overlapping aborted transactions show nothing (kafkajs 2.2.4 itself shows B1)', async () => {
    await freshTopic();
    const [a, b, c] = [await transactions.begin(), await transactions.begin(), await transactions.begin()];
    await put(b, 'B1');
    await put(a, 'A1');
    await put(b, 'B2');
    await put(a, 'A2');
    await a.abort();
    await waitForMarker(topic);
    await b.abort();
    await put(c, 'C1');
    await c.commit();
    expect((await readAll(topic)).map(text)).toEqual(['C1']);
  });

  it('5. a compacted log with holes, and one that ends in a tombstone, ends', async () => {
    topic = fresh('log');
    await createTopics(topicSpec(topic, 1, { compaction: true }));
    await withAdmin((admin) =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [
          {
            type: 2,
            name: topic,
            configEntries: Object.entries({
              'cleanup.policy': 'compact',
              'segment.ms': '100',
              'min.cleanable.dirty.ratio': '0.01',
              'delete.retention.ms': '0',
              'max.compaction.lag.ms': '200',
            }).map(([name, value]) => ({ name, value })),
          },
        ],
      }),
    );
    for (let round = 0; round < 4; round += 1) {
      const transaction = await transactions.begin();
      await put(transaction, 'a', 'b', 'c');
      await (round === 2 ? transaction.abort() : transaction.commit());
    }
    await write(topic, 1, [{ key: 'b', value: null }]);
    await waitFor(
      async () => {
        // The active segment is never cleaned; a record after a while begins a new one.
        await write(topic, 1, [{ key: 'z', value: null }]);
        return (await readAll(topic)).filter(({ value }) => value !== null).length <= 3;
      },
      { timeoutMs: 50_000, intervalMs: 500, describe: 'the cleaner' },
    );
    const last = new Map((await readAll(topic)).map((record) => [record.key?.toString(), record.value?.toString()]));
    expect(last.get('a')).toBe('a');
    expect(last.get('b')).toBeUndefined();
    expect(last.get('c')).toBe('c');
  });
});

/** The abort marker of the first transaction is in the log before the second one's, so that the broker lists it first. */
async function waitForMarker(topic: string): Promise<void> {
  const cluster = new ClusterView(connection(), logger);
  await cluster.connect();
  await waitFor(async () => (await cluster.bounds(topic, 0)).high === 5);
  await cluster.disconnect();
}
