import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppendProducer } from '../src/index.ts';
import { BrokerError } from '../src/produce/broker-error.ts';
import { ProducerLink } from '../src/produce/producer-link.ts';
import type { SequencedProducer } from '../src/produce/sequenced-producer.ts';
import type { Send } from '../src/produce/sends.ts';
import { connection, createTopics, fresh, logger, readAll, text, topicSpec, withAdmin } from './fixture.ts';

interface Call {
  readonly request: { readonly apiKey: number };
}
/** Where every request of kafkajs passes: a test can lose what a broker answered, or never send what it was asked. */
const { prototype: pool } = createRequire(import.meta.url)('kafkajs/src/network/connectionPool.js') as {
  prototype: { send(call: Call): Promise<unknown> };
};
const PRODUCE = 0;

/** Every second Produce request is lost: in turn on the way there, and (written, but unknown to us) on the way back. */
function loseEverySecond(): { lost: number } {
  const count = { lost: 0 };
  let asked = 0;
  const original = pool.send;
  vi.spyOn(pool, 'send').mockImplementation(async function (this: typeof pool, call) {
    asked += call.request.apiKey === PRODUCE ? 1 : 0;
    if (call.request.apiKey !== PRODUCE || asked % 2 === 0) return original.call(this, call);
    count.lost += 1;
    if (asked % 4 === 1) await original.call(this, call);
    throw Object.assign(new Error('socket closed'), { name: 'KafkaJSConnectionClosedError', retriable: true });
  });
  return count;
}

const numbered = (from: number, count: number): string[] => Array.from({ length: count }, (_, i) => `${from + i}`);

function send(topic: string, partition: number, values: readonly string[]): Send {
  const messages = values.map((value) => ({ topic, partition, key: 'k', value: Buffer.from(value) }));
  return { topic, partition, messages };
}

describe('producing', () => {
  let link: ProducerLink;
  let producer: SequencedProducer;

  beforeEach(async () => {
    link = await ProducerLink.connect(connection(), logger);
    producer = await link.idempotent();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await link.disconnect();
  });

  it('1. lost requests and lost answers: every record once, in order, with the offsets of the first time', async () => {
    const topic = fresh('produce');
    await createTopics(topicSpec(topic, 2));
    const count = loseEverySecond();
    const firsts: unknown[] = [];
    for (let round = 0; round < 12; round += 1) {
      const values = numbered(round * 10, 10);
      firsts.push(...(await producer.produce([send(topic, 0, values), send(topic, 1, values)], 20_000)));
    }
    expect(count.lost).toBeGreaterThan(8);
    expect(firsts).toEqual(Array.from({ length: 12 }, (_, round) => [round * 10, round * 10]).flat());
    const records = await readAll(topic);
    for (const partition of [0, 1]) {
      expect(records.filter((one) => one.partition === partition).map(text)).toEqual(numbered(0, 120));
    }
    expect(producer.isFinished).toBe(false);
  });

  it('2. a batch the leader refuses costs only itself, and the numbering goes on', async () => {
    const topic = fresh('produce');
    await createTopics(topicSpec(topic, 2));
    await withAdmin((admin) =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [{ type: 2, name: topic, configEntries: [{ name: 'max.message.bytes', value: '1000' }] }],
      }),
    );
    const large = 'x'.repeat(2_000);
    const [refused, kept] = await producer.produce([send(topic, 0, [large]), send(topic, 1, ['a'])], 20_000);
    expect(refused).toMatchObject({ type: 'MESSAGE_TOO_LARGE', worth: 'refused' });
    expect(refused).toBeInstanceOf(BrokerError);
    expect(kept).toBe(0);
    expect(await producer.produce([send(topic, 0, ['b']), send(topic, 1, ['c'])], 20_000)).toEqual([0, 1]);
  });

  it('3. a second owner of a transactional id finishes the first', async () => {
    const topic = fresh('produce');
    await createTopics(topicSpec(topic, 1));
    const first = await link.transactional(fresh('id'), 10_000);
    const id = first.identity.transactionalId ?? '';
    const second = await link.transactional(id, 10_000);
    expect(second.identity.epoch).toBeGreaterThan(first.identity.epoch);
    const [outcome] = await first.produce([send(topic, 0, ['late'])], 20_000);
    expect(outcome).toMatchObject({ worth: 'over' });
    expect(first.isFinished).toBe(true);
    await expect(first.produce([send(topic, 0, ['later'])], 1)).rejects.toThrow('finished');
    expect(await readAll(topic)).toEqual([]);
  });

  it('4. records appended while requests and answers are lost are there once, in order per key', async () => {
    const topic = fresh('produce');
    await createTopics(topicSpec(topic, 3));
    const append = await AppendProducer.connect(connection(), { service: 'test', logger });
    loseEverySecond();
    const values = numbered(0, 600);
    const places = await Promise.all(
      values.map((value) => append.append({ topic, key: `k${Number(value) % 7}`, value: Buffer.from(value) })),
    );
    await append.close();
    const records = await readAll(topic);
    const found = new Map(records.map((record) => [`${record.partition}:${record.offset}`, text(record)]));
    expect(records).toHaveLength(600);
    expect(places.map(({ partition, offset }) => found.get(`${partition}:${offset}`))).toEqual(values);
    for (let key = 0; key < 7; key += 1) {
      const theirs = records
        .filter((record) => record.key?.toString() === `k${key}`)
        .map((record) => Number(text(record)));
      expect(theirs).toEqual([...theirs].sort((a, b) => a - b));
    }
  });
});
