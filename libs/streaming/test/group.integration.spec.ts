import { changelogTopic } from '@millrace/contracts';
import { waitFor } from '@millrace/testing';
import { afterEach, describe, expect, it } from 'vitest';
import type { Batch, StreamRunner, StreamSpec } from '../src/index.ts';
import {
  apiKeyOf,
  caughtUp,
  committed,
  connection,
  counterStore,
  createTopics,
  fresh,
  kafka,
  logger,
  poolClass,
  readAll,
  SERVICE,
  streamRunner,
  text,
  topicSpec,
  withAdmin,
  withProducer,
  wrapMethod,
  write,
} from './fixture.ts';
import { partitionFor } from '../src/index.ts';
import { isFenced } from '../src/kafka/errors.ts';
import { TaskProducer } from '../src/stream/task-producer.ts';

const PARTITIONS = 6;
const OFFSET_FETCH = 9;

describe('several members', () => {
  const running = new Set<StreamRunner>();

  async function start(
    spec: StreamSpec,
    handler: (batch: Batch) => Promise<void> | void,
  ): Promise<ReturnType<typeof streamRunner>> {
    const one = streamRunner(spec, handler);
    running.add(one.runner);
    await one.runner.start();
    return one;
  }

  afterEach(async () => {
    await Promise.all([...running].map((runner) => runner.stop()));
    running.clear();
  });

  it('1. members come and go under load: every input has one output, in order per key, and the counts are right', async () => {
    const [input, output, store] = [fresh('in'), fresh('out'), counterStore(fresh('counts'))];
    const changelog = { ...changelogTopic(SERVICE, store.name), partitions: PARTITIONS };
    await createTopics(topicSpec(input, PARTITIONS), topicSpec(output, PARTITIONS), changelog);
    const spec: StreamSpec = {
      stream: fresh('stream'),
      topics: [input],
      stores: [store],
      maxRecordsPerTransaction: 50,
    };
    const handler = (batch: Batch): void => {
      const counts = batch.store(store);
      for (const record of batch.records) {
        const key = record.key?.toString() ?? '';
        const count = (counts.get(key) ?? 0) + 1;
        counts.set(key, count);
        batch.emit({ topic: output, key, value: Buffer.from(`${text(record)}=${count}`) });
      }
    };
    const keys = Array.from({ length: 60 }, (_, i) => `k${i}`);
    const ROUNDS = 120;
    let rounds = 0;
    const load = withProducer(async (producer) => {
      for (; rounds < ROUNDS; rounds += 1) {
        const messages = keys.map((key) => ({ key, value: `${rounds}`, partition: partitionFor(key, PARTITIONS) }));
        for (let partition = 0; partition < PARTITIONS; partition += 1) {
          const mine = messages.filter((message) => message.partition === partition);
          await producer.send({ topic: input, messages: mine });
        }
      }
    });
    const members = [await start(spec, handler)];
    await waitFor(() => rounds > 20);
    members.push(await start(spec, handler));
    await waitFor(() => rounds > 50);
    members.push(await start(spec, handler));
    await members[0]?.runner.stop();
    await waitFor(() => rounds > 80);
    members.push(await start(spec, handler));
    await members[1]?.runner.stop();
    await load;
    await caughtUp(spec.stream, input);
    const got = await readAll(output);
    expect(got).toHaveLength(keys.length * ROUNDS);
    for (const key of keys) {
      const mine = got.filter((record) => record.key?.toString() === key).map(text);
      expect(mine).toEqual(Array.from({ length: ROUNDS }, (_, i) => `${i}=${i + 1}`));
    }
    expect(members.flatMap(({ fatals }) => fatals)).toEqual([]);
  });

  it('2. a zombie, whose partition moved while it was at work, is fenced: its outputs are never seen', async () => {
    const [input, output] = [fresh('in'), fresh('out')];
    await createTopics(topicSpec(input, 1), topicSpec(output, 1));
    const spec: StreamSpec = { stream: fresh('stream'), topics: [input] };
    const entered = Promise.withResolvers<void>();
    const wake = Promise.withResolvers<void>();
    let paused = true;
    const copy = (who: string) => (batch: Batch) => {
      for (const record of batch.records)
        batch.emit({ topic: output, key: 'k', value: Buffer.from(`${who}:${text(record)}`) });
    };
    const zombie = await start(spec, async (batch) => {
      copy('zombie')(batch);
      entered.resolve();
      if (paused) await wake.promise;
    });
    await write(input, 1, [{ key: 'k', value: '1' }]);
    await entered.promise;
    // What a new owner does first: it opens the task's transactional id. Then it works and commits.
    const owner = kafka().producer({
      transactionalId: `millrace.${spec.stream}-0`,
      idempotent: true,
      maxInFlightRequests: 1,
    });
    await owner.connect();
    const transaction = await owner.transaction();
    await transaction.send({ topic: output, messages: [{ key: 'k', value: 'owner:1', partition: 0 }] });
    await transaction.sendOffsets({
      consumerGroupId: `millrace.${spec.stream}`,
      topics: [{ topic: input, partitions: [{ partition: 0, offset: '1' }] }],
    });
    await transaction.commit();
    await owner.disconnect();
    paused = false;
    wake.resolve();
    await write(input, 1, [{ key: 'k', value: '2' }]);
    await caughtUp(spec.stream, input);
    expect((await readAll(output)).map(text)).toEqual(['owner:1', 'zombie:2']);
    expect(zombie.fatals).toEqual([]);
  });

  it('3. whoever is no member of the group any more commits nothing, whatever producer he has', async () => {
    const [input, output] = [fresh('in'), fresh('out')];
    await createTopics(topicSpec(input, 1), topicSpec(output, 1));
    const spec: StreamSpec = { stream: fresh('stream'), topics: [input] };
    const groupId = `millrace.${spec.stream}`;
    await start(spec, () => undefined);
    await write(input, 1, [{ key: 'k', value: '1' }]);
    await caughtUp(spec.stream, input);
    const zombie = await TaskProducer.open(connection(), `${groupId}-another`, logger);
    const rounds = [[{ topic: output, partition: 0, messages: [{ key: 'k', value: Buffer.from('zombie') }] }]];
    const offsets = [{ topic: input, partition: 0, offset: 0 }];
    const { members = [] } = (await withAdmin((admin) => admin.describeGroups([groupId]))).groups[0] ?? {};
    const memberId = members[0]?.memberId ?? '';
    for (const member of [
      { memberId: 'somebody', generationId: 1 },
      { memberId, generationId: 0 },
    ]) {
      const refused: unknown = await zombie.commit(rounds, { groupId, member, offsets }).catch((err: unknown) => err);
      expect(isFenced(refused)).toBe(true);
    }
    await zombie.close();
    expect(await readAll(output)).toEqual([]);
    expect(await committed(groupId, input)).toMatchObject([{ offset: 1 }]);
  });

  it('4. a position that an undecided transaction moves is waited for', async () => {
    const [input, output] = [fresh('in'), fresh('out')];
    await createTopics(topicSpec(input, 1), topicSpec(output, 1));
    const spec: StreamSpec = { stream: fresh('stream'), topics: [input] };
    await write(
      input,
      1,
      ['1', '2', '3'].map((value) => ({ key: 'k', value })),
    );
    // An owner of other partitions, too, whose producer nobody who opens partition 0 takes over.
    const owner = kafka().producer({ transactionalId: `millrace.${spec.stream}-5`, idempotent: true });
    await owner.connect();
    const transaction = await owner.transaction();
    await transaction.sendOffsets({
      consumerGroupId: `millrace.${spec.stream}`,
      topics: [{ topic: input, partitions: [{ partition: 0, offset: '2' }] }],
    });
    let asked = 0;
    wrapMethod(poolClass, 'send', (call, ask) => {
      if (apiKeyOf(call) === OFFSET_FETCH) asked += 1;
      return ask();
    });
    const { runner } = await start(spec, (batch) => {
      for (const { value } of batch.records) batch.emit({ topic: output, key: 'k', value });
    });
    await waitFor(() => asked > 2, { describe: 'the offset to be asked for while it is undecided' });
    expect(runner.health()).toMatch(/restoring partitions 0/);
    await transaction.commit();
    await owner.disconnect();
    await caughtUp(spec.stream, input);
    expect((await readAll(output)).map(text)).toEqual(['3']);
  });
});
