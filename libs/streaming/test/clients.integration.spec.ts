import { AlarmAcknowledged, TOPICS, type Decoded } from '@millrace/contracts';
import { waitFor } from '@millrace/testing';
import { afterEach, describe, expect, it } from 'vitest';
import {
  AppendProducer,
  BackpressureError,
  CommandBus,
  CommandTimeout,
  ensureTopics,
  GlobalTable,
  partitionFor,
  RecordTooLargeError,
  TopicTail,
} from '../src/index.ts';
import {
  codecs,
  connection,
  createTopics,
  fresh,
  logger,
  readAll,
  text,
  topicSpec,
  withAdmin,
  write,
} from './fixture.ts';
import { metrics } from '../src/metrics.ts';

const outcome = (commandId: string): Buffer =>
  codecs.encode(AlarmAcknowledged, {
    eventId: `e-${commandId}`,
    commandId,
    tenant: 't',
    alarmId: 'a',
    occurrence: 1,
    state: 'ACKNOWLEDGED',
    assetId: 'x',
    assetPath: 'a/x',
    actor: 'me',
    comment: '',
    occurredAt: 1,
  });

describe('clients', () => {
  const closing: (() => Promise<void>)[] = [];
  const onFatal = (error: Error): void => {
    throw error;
  };

  async function producer(maxQueuedBytes?: number): Promise<AppendProducer> {
    const options = { service: 'test', logger, ...(maxQueuedBytes === undefined ? {} : { maxQueuedBytes }) };
    const one = await AppendProducer.connect(connection(), options);
    closing.push(() => one.close());
    return one;
  }

  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  it('1. AppendProducer confirms with the place of every record, in order per key', async () => {
    const topic = fresh('append');
    await createTopics(topicSpec(topic, 6));
    const one = await producer();
    const records = Array.from({ length: 3_000 }, (_, i) => ({ topic, key: `k${i % 20}`, value: Buffer.from(`${i}`) }));
    const places = await Promise.all(records.map((record) => one.append(record)));
    const got = new Map((await readAll(topic)).map((record) => [`${record.partition}:${record.offset}`, record]));
    expect(got.size).toBe(3_000);
    places.forEach(({ partition, offset }, i) => {
      expect(partition).toBe(partitionFor(records[i]?.key ?? '', 6));
      expect(text(got.get(`${partition}:${offset}`) as never)).toBe(`${i}`);
    });
    for (let key = 0; key < 20; key += 1) {
      const offsets = places.filter((_, i) => i % 20 === key).map(({ offset }) => offset);
      expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    }
    expect(one.queuedBytes).toBe(0);
  });

  it('2. AppendProducer refuses what is too much and what is too large', async () => {
    const topic = fresh('append');
    await createTopics(topicSpec(topic, 1));
    const one = await producer(2_000);
    const first = one.append({ topic, key: 'k', value: Buffer.alloc(1_500) });
    await expect(one.append({ topic, key: 'k', value: Buffer.alloc(1_500) })).rejects.toBeInstanceOf(BackpressureError);
    await first;
    await expect(one.append({ topic, key: 'k', value: Buffer.alloc(1_500) })).resolves.toMatchObject({ offset: 1 });
    await expect(one.append({ topic, key: 'k', value: Buffer.alloc(9_000_000) })).rejects.toBeInstanceOf(
      RecordTooLargeError,
    );
  });

  it('3. close waits for what was taken', async () => {
    const topic = fresh('append');
    await createTopics(topicSpec(topic, 3));
    const one = await AppendProducer.connect(connection(), { service: 'test', logger });
    const all = Promise.all(
      Array.from({ length: 500 }, (_, i) => one.append({ topic, key: `${i}`, value: Buffer.from('v') })),
    );
    await one.close();
    expect(await all).toHaveLength(500);
    await expect(one.append({ topic, key: 'k', value: null })).rejects.toThrow('closed');
  });

  it('4. GlobalTable has everything there was when start resolves, and hears what comes', async () => {
    const topic = fresh('table');
    await createTopics(topicSpec(topic, 3));
    await write(
      topic,
      3,
      Array.from({ length: 200 }, (_, i) => ({ key: `${i}`, value: outcome(`${i}`) })),
    );
    const seen: string[] = [];
    const apply = (decoded: Decoded): void => void seen.push((decoded.value as AlarmAcknowledged).commandId);
    const table = new GlobalTable({ connection: connection(), topics: [topic], codecs, logger, apply, onFatal });
    closing.push(() => table.stop());
    expect(table.health()).toContain('not reading');
    await table.start();
    expect(new Set(seen).size).toBe(200);
    expect(table.lag).toBe(0);
    expect(table.health()).toBe(true);
    await write(topic, 3, [{ key: 'n', value: outcome('new') }]);
    await waitFor(() => seen.includes('new'));
  });

  it('5. GlobalTable passes over what is no record of ours, before and after it has caught up, and goes on', async () => {
    const topic = fresh('table');
    await createTopics(topicSpec(topic, 1));
    await write(topic, 1, [
      { key: 'k', value: 'not avro' },
      { key: 'k', value: outcome('first') },
    ]);
    const seen: string[] = [];
    const apply = (decoded: Decoded): void => void seen.push((decoded.value as AlarmAcknowledged).commandId);
    const table = new GlobalTable({ connection: connection(), topics: [topic], codecs, logger, apply, onFatal });
    closing.push(() => table.stop());
    await table.start();
    await write(topic, 1, [
      { key: 'k', value: Buffer.from([0, 0, 0, 0, 1]) },
      { key: 'k', value: outcome('second') },
    ]);
    await waitFor(() => seen.includes('second'));
    expect(seen).toEqual(['first', 'second']);
    expect(table.health()).toBe(true);
    const unreadable = await metrics.unreadable.get();
    expect(unreadable.values.find(({ labels }) => labels['topic'] === topic)?.value).toBe(2);
  });

  it('6. TopicTail hears only what comes after its start', async () => {
    const topic = fresh('tail');
    await createTopics(topicSpec(topic, 2));
    await write(topic, 2, [{ key: 'k', value: outcome('old') }]);
    const seen: string[] = [];
    const apply = (decoded: Decoded): void => void seen.push((decoded.value as AlarmAcknowledged).commandId);
    const tail = new TopicTail({ connection: connection(), topics: [topic], codecs, logger, apply, onFatal });
    closing.push(() => tail.stop());
    await tail.start();
    await write(topic, 2, [{ key: 'k', value: outcome('new') }]);
    await waitFor(() => seen.length > 0);
    expect(seen).toEqual(['new']);
  });

  it('7. CommandBus answers with the event that carries the command id, and times out without one', async () => {
    const [commands, outcomes] = [fresh('commands'), fresh('outcomes')];
    await createTopics(topicSpec(commands, 2), topicSpec(outcomes, 2));
    const one = await producer();
    const bus = new CommandBus({
      producer: one,
      connection: connection(),
      outcomeTopics: [outcomes],
      codecs,
      logger,
      onFatal,
    });
    closing.push(() => bus.stop());
    await bus.start();
    const asked = bus.request({ topic: commands, key: 'k', value: Buffer.from('do') }, 'c-1', 10_000);
    await waitFor(async () => (await readAll(commands)).length === 1);
    await write(outcomes, 2, [
      { key: 'k', value: outcome('c-0') },
      { key: 'k', value: outcome('c-1') },
    ]);
    expect((await asked).value).toMatchObject({ commandId: 'c-1' });
    const late = bus.request({ topic: commands, key: 'k', value: Buffer.from('do') }, 'c-2', 50);
    await expect(late).rejects.toBeInstanceOf(CommandTimeout);
  });

  it('8. ensureTopics creates what is missing, once, and reports drift without touching it', async () => {
    const [a, b] = [fresh('topic'), fresh('topic')];
    const specs = [
      topicSpec(a, 3, { compaction: true }),
      topicSpec(b, 2, { retention: { ms: 86_400_000 }, minInsyncReplicas: 2 }),
    ];
    const both = await Promise.all([0, 1].map(() => ensureTopics(connection(), specs, { replicationFactor: 1 })));
    expect(both.flatMap(({ created }) => created).sort()).toEqual([a, b].sort());
    expect(await ensureTopics(connection(), specs, { replicationFactor: 1 })).toEqual({ created: [], drift: [] });
    const changed = [topicSpec(a, 6), topicSpec(b, 2, { retention: 'forever', minInsyncReplicas: 2 })];
    const { drift } = await ensureTopics(connection(), changed, { replicationFactor: 1 });
    expect(drift).toEqual([
      { topic: a, what: 'partitions', wanted: '6', found: '3' },
      { topic: a, what: 'cleanup.policy', wanted: 'delete', found: 'compact' },
      { topic: b, what: 'retention.ms', wanted: '-1', found: '86400000' },
    ]);
    const { topics } = await withAdmin((admin) => admin.fetchTopicMetadata({ topics: [a] }));
    expect(topics[0]?.partitions).toHaveLength(3);
  });

  it('9. the whole catalogue is accepted by the broker and has no drift', async () => {
    await ensureTopics(connection(), TOPICS, { replicationFactor: 1 });
    const { created, drift } = await ensureTopics(connection(), TOPICS, { replicationFactor: 1 });
    expect({ created, drift }).toEqual({ created: [], drift: [] });
  });
});
