import { changelogTopic, type Decoded } from '@millrace/contracts';
import { waitFor } from '@millrace/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  replayStores,
  type ReplayFinding,
  type ReplayRequest,
  type StoreProjection,
  type StreamRunner,
} from '../src/index.ts';
import {
  caughtUp,
  connection,
  counterStore,
  createTopics,
  fresh,
  logger,
  readAll,
  SERVICE,
  streamRunner,
  text,
  topicSpec,
  write,
} from './fixture.ts';

const PARTITIONS = 2;
const KEYS = 20;

/** Events of this test are numbers as text: the sum of a key's events is its state. */
const plain = { prepare: async () => undefined, decode: (value: Buffer) => ({ value }) as unknown as Decoded };

describe('the state of a stream is replayed from its events', { timeout: 120_000 }, () => {
  let [commands, events] = ['', ''];
  let projection: StoreProjection<number>;
  let runner: StreamRunner;
  let sent = 0;
  const said: string[] = [];

  const replay = (step: ReplayRequest['step'], acceptDifferences = false): Promise<ReplayFinding> => {
    const hear = (line: string): void => void said.push(line);
    const options = { connection: connection(), codecs: plain, logger, signal: new AbortController().signal };
    const say = { out: hear, progress: hear };
    return replayStores({ ...options, say, stores: [projection] }, { step, projection: 'sums', acceptDifferences });
  };
  const send = async (n: number): Promise<void> => {
    await write(
      commands,
      PARTITIONS,
      Array.from({ length: n }, (_, i) => ({ key: `k${i % KEYS}`, value: '1' })),
    );
    sent += n;
  };
  /** The sum that the task itself says a key has, in its last event. */
  const lastSums = async (): Promise<Map<string, number>> =>
    new Map((await readAll(events)).map((record) => [record.key?.toString() ?? '', Number(record.headers['sum'])]));

  beforeEach(async () => {
    [commands, events] = [fresh('commands'), fresh('events')];
    const store = counterStore(fresh('sums'));
    const stream = fresh('sums');
    sent = 0;
    said.length = 0;
    const changelog = { ...changelogTopic(SERVICE, store.name), partitions: PARTITIONS, minInsyncReplicas: 1 };
    await createTopics(topicSpec(commands, PARTITIONS), topicSpec(events, PARTITIONS), changelog);
    projection = {
      ...{ stream, service: SERVICE, store, topic: events },
      fold: (sums, _, record) => {
        const key = record.key?.toString() ?? '';
        sums.set(key, (sums.get(key) ?? 0) + Number(text(record)));
      },
    };
    const live = streamRunner({ stream, topics: [commands], stores: [store] }, (batch) => {
      const sums = batch.store(store);
      for (const record of batch.records) {
        const key = record.key?.toString() ?? '';
        const sum = (sums.get(key) ?? 0) + 1;
        sums.set(key, sum);
        batch.emit({ topic: events, key, value: Buffer.from('1'), headers: { sum: String(sum) } });
      }
    });
    runner = live.runner;
    await runner.start();
    await send(200);
    await caughtUp(stream, commands);
  });
  afterEach(async () => {
    await runner.stop(2_000);
  });

  it('1. is equal key by key, and a replay writes nothing', async () => {
    const before = (await readAll(events)).length;
    expect(await replay('run')).toMatchObject({ ok: true, equal: true, switched: true, written: 0 });
    expect((await readAll(events)).length).toBe(before);
    expect((await readAll(changelogTopic(SERVICE, projection.store.name).name)).length).toBeGreaterThanOrEqual(KEYS);
  });

  it('2. a wrong value is found and named; taking the rebuilt one over heals the running task, and nothing is lost or doubled', async () => {
    const changelog = changelogTopic(SERVICE, projection.store.name).name;
    await write(changelog, PARTITIONS, [{ key: 'k3', value: '999' }]);
    expect(await replay('run')).toMatchObject({ ok: false, equal: false, switched: false });
    expect(said.join('\n')).toContain('k3: 999 live, 10 rebuilt');

    const load = (async () => {
      for (let i = 0; i < 5; i += 1) await send(100);
    })();
    expect(await replay('switch', true)).toMatchObject({ ok: true, switched: true });
    await load;
    await caughtUp(projection.stream, commands);
    await waitFor(async () => (await readAll(events)).length === sent, { describe: 'an event for every command' });
    const sums = await lastSums();
    expect([...sums.values()]).toEqual(Array.from({ length: KEYS }, () => sent / KEYS));
    expect(await replay('compare')).toMatchObject({ ok: true, equal: true });
  });
});
