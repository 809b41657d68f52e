import { changelogTopic, topic as topics } from '@millrace/contracts';
import { waitFor } from '@millrace/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Batch, StoreSpec, StreamRunner, StreamSpec, TickContext } from '../src/index.ts';
import {
  brokerClass,
  caughtUp,
  committed,
  counterStore,
  createTopics,
  deadLettersOf,
  fresh,
  readAll,
  SERVICE,
  streamRunner,
  text,
  topicSpec,
  wrapMethod,
  write,
} from './fixture.ts';

const PARTITIONS = 3;

describe('StreamRunner', () => {
  const running: StreamRunner[] = [];
  let input: string;
  let output: string;
  let spec: StreamSpec;

  async function prepare(parts: Partial<StreamSpec> = {}): Promise<void> {
    input = fresh('in');
    output = fresh('out');
    spec = { stream: fresh('stream'), topics: [input], ...parts };
    const changelogs = (spec.stores ?? []).map((store) => ({
      ...changelogTopic(SERVICE, store.name),
      partitions: PARTITIONS,
    }));
    await createTopics(topicSpec(input, PARTITIONS), topicSpec(output, PARTITIONS), ...changelogs);
  }

  async function run(...args: Parameters<typeof streamRunner>): Promise<ReturnType<typeof streamRunner>> {
    const one = streamRunner(...args);
    running.push(one.runner);
    await one.runner.start();
    return one;
  }

  const copy = (batch: Batch): void => {
    for (const record of batch.records)
      batch.emit({ topic: output, key: record.key?.toString() ?? '', value: record.value });
  };

  beforeAll(() => createTopics(topicSpec(topics.deadLetters, 1)));

  afterEach(async () => {
    await Promise.all(running.splice(0).map((runner) => runner.stop()));
  });

  it('1. copies every record once, in order per key, and commits the end of each partition', async () => {
    await prepare({ maxRecordsPerTransaction: 100 });
    const records = Array.from({ length: 1_500 }, (_, i) => ({ key: `k${i % 10}`, value: `${i}` }));
    await write(input, PARTITIONS, records);
    await run(spec, copy);
    await caughtUp(spec.stream, input);
    const got = await readAll(output);
    expect(got).toHaveLength(1_500);
    for (let key = 0; key < 10; key += 1) {
      const mine = got.filter((record) => record.key?.toString() === `k${key}`).map((record) => Number(text(record)));
      expect(mine).toEqual(Array.from({ length: 150 }, (_, i) => i * 10 + key));
    }
  });

  it('2. a handler that fails midway leaves nothing to be seen, and the stream gets over it', async () => {
    await prepare({ stores: [counterStore(fresh('counts'))] });
    const store = spec.stores?.[0] as ReturnType<typeof counterStore>;
    let failures = 2;
    await write(
      input,
      PARTITIONS,
      Array.from({ length: 50 }, (_, i) => ({ key: 'one', value: `${i}` })),
    );
    const { fatals } = await run(spec, (batch) => {
      for (const record of batch.records) {
        const counts = batch.store(store);
        counts.set('one', (counts.get('one') ?? 0) + 1);
        batch.emit({ topic: output, key: 'one', value: Buffer.from(`${text(record)}:${counts.get('one')}`) });
        if (text(record) === '30' && failures-- > 0) throw new Error('midway');
      }
    });
    await caughtUp(spec.stream, input);
    expect((await readAll(output)).map(text)).toEqual(Array.from({ length: 50 }, (_, i) => `${i}:${i + 1}`));
    const log = await readAll(changelogTopic(SERVICE, store.name).name);
    expect(log.at(-1)?.value?.toString()).toBe('50');
    expect(fatals).toEqual([]);
  });

  it('3. after a restart the stores are what they were, deletions included', async () => {
    await prepare({ stores: [counterStore(fresh('counts'))] });
    const store = spec.stores?.[0] as ReturnType<typeof counterStore>;
    const seen = new Map<string, [string, number][]>();
    const handler = (batch: Batch): void => {
      const counts = batch.store(store);
      const held = [...counts.keys()].map((key): [string, number] => [key, counts.get(key) ?? Number.NaN]);
      seen.set(String(batch.partition), held);
      for (const record of batch.records) {
        const key = record.key?.toString() ?? '';
        if (text(record) === 'delete') counts.delete(key);
        else counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    };
    const keys = Array.from({ length: 40 }, (_, i) => `k${i}`);
    await write(
      input,
      PARTITIONS,
      keys.flatMap((key) => [
        { key, value: 'a' },
        { key, value: 'b' },
      ]),
    );
    await write(
      input,
      PARTITIONS,
      keys.slice(0, 10).map((key) => ({ key, value: 'delete' })),
    );
    const first = await run(spec, handler);
    await caughtUp(spec.stream, input);
    await first.runner.stop();
    seen.clear();
    await run(spec, handler);
    await write(
      input,
      PARTITIONS,
      keys.map((key) => ({ key, value: 'c' })),
    );
    await caughtUp(spec.stream, input);
    const restored = Object.fromEntries([...seen.values()].flat());
    expect(restored).toEqual(Object.fromEntries(keys.slice(10).map((key) => [key, 2])));
  });

  it('4. a record at fault goes to dead.letters byte for byte, and the pipeline goes on', async () => {
    await prepare();
    const poison = Buffer.from([0, 255, 1, 2, 3]);
    await write(input, PARTITIONS, [
      { key: 'k', value: 'good' },
      { key: 'k', value: poison, headers: { h: 'x' } },
      { key: 'k', value: 'good too' },
    ]);
    await run(spec, (batch) => {
      for (const record of batch.records) {
        if (record.value?.equals(poison) === true)
          batch.deadLetter(record, { code: 'POISON', detail: 'bad', field: 'f', rule: 'r' });
        else batch.emit({ topic: output, key: 'k', value: record.value });
      }
    });
    await caughtUp(spec.stream, input);
    expect((await readAll(output)).map(text)).toEqual(['good', 'good too']);
    const letters = await deadLettersOf(spec.stream);
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({
      service: SERVICE,
      reason: 'POISON',
      field: 'f',
      rule: 'r',
      source: { topic: input, offset: 1 },
    });
    expect(letters[0]?.value?.equals(poison)).toBe(true);
    expect(letters[0]?.key?.toString()).toBe('k');
    expect(letters[0]?.headers['h']?.toString()).toBe('x');
  });

  it('5. a handler that keeps failing is fatal and skips nothing', async () => {
    await prepare();
    await write(input, PARTITIONS, [{ key: 'k', value: 'v', partition: 0 }]);
    const { fatals, runner } = await run(
      spec,
      () => {
        throw new RangeError('bug');
      },
      { patience: { handlerAttempts: 2, handlerMs: 60_000, openingMs: 60_000, clusterMs: 60_000 } },
    );
    const error = await waitFor(() => fatals[0]);
    expect(error).toBeInstanceOf(RangeError);
    expect(runner.health()).toContain('failed');
    expect((await committed(`millrace.${spec.stream}`, input))[0]?.offset ?? -1).toBeLessThanOrEqual(0);
  });

  it('6. a graceful stop finishes and commits the batch in hand', async () => {
    await prepare();
    await write(
      input,
      PARTITIONS,
      Array.from({ length: 20 }, (_, i) => ({ key: 'k', value: `${i}` })),
    );
    const entered = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const { runner } = await run(spec, async (batch) => {
      copy(batch);
      entered.resolve();
      await release.promise;
    });
    await entered.promise;
    const stopped = runner.stop();
    release.resolve();
    await stopped;
    expect(await readAll(output)).toHaveLength(20);
    const done = await committed(`millrace.${spec.stream}`, input);
    expect(Math.max(...done.map(({ offset }) => offset))).toBe(20);
  });

  it('7. a stop that cannot finish in time ends at its deadline', async () => {
    await prepare();
    await write(input, PARTITIONS, [{ key: 'k', value: 'v' }]);
    const entered = Promise.withResolvers<AbortSignal>();
    const { runner } = await run(spec, (batch) => {
      entered.resolve(batch.signal);
      return new Promise<void>((resolve) => batch.signal.addEventListener('abort', () => resolve()));
    });
    const signal = await entered.promise;
    await runner.stop(200);
    expect(signal.aborted).toBe(true);
  });

  it('8. the warm-up window is read before the first batch, and nothing is written for it', async () => {
    const warm: string[] = [];
    await prepare({ warmUp: { records: 5, apply: (records) => warm.push(...records.map(text)) } });
    await write(
      input,
      PARTITIONS,
      Array.from({ length: 20 }, (_, i) => ({ key: 'k', value: `${i}`, partition: 0 })),
    );
    const first = await run(spec, copy);
    await caughtUp(spec.stream, input);
    await first.runner.stop();
    expect(warm).toEqual([]);
    await run(spec, copy);
    await write(input, PARTITIONS, [{ key: 'k', value: 'last', partition: 0 }]);
    await caughtUp(spec.stream, input);
    expect(warm).toEqual(['15', '16', '17', '18', '19']);
    expect(await readAll(output)).toHaveLength(21);
  });

  it('9. two input topics share one task per partition number', async () => {
    await prepare({ stores: [counterStore(fresh('sum'))] });
    const store = spec.stores?.[0] as ReturnType<typeof counterStore>;
    const second = fresh('in');
    await createTopics(topicSpec(second, PARTITIONS));
    spec = { ...spec, topics: [input, second] };
    const records = Array.from({ length: 300 }, () => ({ key: 'k', value: '1' }));
    await write(input, PARTITIONS, records);
    await write(second, PARTITIONS, records);
    await run(spec, (batch) => {
      const sum = batch.store(store);
      sum.set('k', (sum.get('k') ?? 0) + batch.records.length);
    });
    await caughtUp(spec.stream, input);
    await caughtUp(spec.stream, second);
    const log = await readAll(changelogTopic(SERVICE, store.name).name);
    expect(log.at(-1)?.value?.toString()).toBe('600');
  });

  it('10. a handler that never returns is fatal', async () => {
    await prepare();
    await write(input, PARTITIONS, [{ key: 'k', value: 'v' }]);
    const patience = { handlerAttempts: 5, handlerMs: 100, openingMs: 60_000, clusterMs: 60_000 };
    const { fatals } = await run(spec, () => new Promise<void>(() => undefined), { patience });
    expect(String(await waitFor(() => fatals[0]))).toContain('did not return within 100 ms');
  });

  it('11. a tick writes what an idle partition has left, once, also when it failed or the process restarted before', async () => {
    const store = counterStore(fresh('open'));
    let failures = 1;
    let ticks = 0;
    const tick = {
      everyMs: 50,
      handler: (context: TickContext): void => {
        const open = context.store(store);
        ticks += 1;
        const count = open.get('count');
        if (count === undefined || count < 7) return;
        context.emit({ topic: output, key: `${context.partition}`, value: Buffer.from(String(count)) });
        open.delete('count');
        if (failures-- > 0) throw new Error('after it had begun');
      },
    };
    await prepare({ stores: [store] });
    spec = { ...spec, tick };
    const count = (batch: Batch): void => {
      const open = batch.store(store);
      open.set('count', (open.get('count') ?? 0) + batch.records.length);
    };
    const records = (many: number) => Array.from({ length: many }, () => ({ key: 'k', value: 'v', partition: 1 }));
    await write(input, PARTITIONS, records(3));
    const first = await run(spec, count);
    await caughtUp(spec.stream, input);
    await first.runner.stop();
    expect(await readAll(output)).toEqual([]);
    await run(spec, count);
    await write(input, PARTITIONS, records(4));
    const written = async (): Promise<string[]> => (await readAll(output)).map(text);
    await waitFor(async () => (await written()).length > 0);
    const after = ticks;
    await waitFor(() => ticks > after + 10, { describe: 'ticks with nothing to say' });
    expect(await written()).toEqual(['7']);
    expect((await committed(`millrace.${spec.stream}`, input))[1]?.offset).toBe(7);
    expect((await readAll(changelogTopic(SERVICE, store.name).name)).at(-1)?.value).toBeNull();
  });

  it('12. opens a task that could not be opened at first, also when its partition brings no record', async () => {
    const counter = counterStore(fresh('idle'));
    let failures = 2;
    const store: StoreSpec = {
      name: counter.name,
      open() {
        failures -= 1;
        if (failures >= 0) throw new Error('not yet');
        return counter.open();
      },
    };
    await prepare({ stores: [store] });
    const { runner } = await run(spec, copy);
    await waitFor(() => runner.health() === true, { timeoutMs: 20_000, describe: 'every task to be open' });
    expect(failures).toBeLessThan(0);
  });

  it('13. what is to be written before a stop is written, in good order only', async () => {
    const store = counterStore(fresh('held'));
    await prepare({ stores: [store] });
    spec = { ...spec, beforeStop: (context) => context.store(store).set(`last-${context.partition}`, 1) };
    await write(input, PARTITIONS, [{ key: 'k', value: 'v', partition: 1 }]);
    const changelog = async (): Promise<unknown[]> =>
      (await readAll(changelogTopic(SERVICE, store.name).name)).map(({ key }) => key?.toString());
    const { runner } = await run(spec, copy);
    await caughtUp(spec.stream, input);
    await waitFor(() => runner.health() === true);
    expect(await changelog()).toEqual([]);
    await runner.stop();
    expect((await changelog()).toSorted()).toEqual(Array.from({ length: PARTITIONS }, (_, at) => `last-${at}`));
    expect((await committed(`millrace.${spec.stream}`, input))[1]?.offset).toBe(1);
  });

  it.each([
    ['14. chunks that have nothing to write share a transaction', false],
    ['15. unless the handler does things outside of Kafka', true],
  ])('%s', async (_, hasEffects) => {
    await prepare({ maxRecordsPerTransaction: 1, hasEffects });
    let ends = 0;
    wrapMethod(brokerClass, 'endTxn', ({ transactionalId }, ask) => {
      if (String(transactionalId).startsWith(`millrace.${spec.stream}-`)) ends += 1;
      return ask();
    });
    const chunks = 60;
    await write(
      input,
      PARTITIONS,
      Array.from({ length: chunks }, (_, i) => ({ key: 'k', value: `${i}`, partition: 2 })),
    );
    let handled = 0;
    await run(spec, (batch) => void (handled += batch.records.length));
    await caughtUp(spec.stream, input);
    expect(handled).toBe(chunks);
    if (hasEffects) expect(ends).toBeGreaterThanOrEqual(chunks);
    else expect(ends).toBeLessThan(chunks / 2);
  });

  it('16. a stop commits what was handled and had nothing to write', async () => {
    await prepare();
    let handled = 0;
    const { runner } = await run(spec, (batch) => void (handled += batch.records.length));
    await waitFor(() => runner.health() === true);
    await write(input, PARTITIONS, [{ key: 'k', value: '1', partition: 1 }]);
    await waitFor(() => handled === 1, { intervalMs: 5, describe: 'the record to be handled' });
    await runner.stop();
    expect((await committed(`millrace.${spec.stream}`, input))[1]?.offset).toBe(1);
  });
});
