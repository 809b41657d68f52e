import { waitFor } from '@millrace/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { runSteps, ok, type Batch, type SinkRunner, type StreamRunner, type StreamSpec } from '../src/index.ts';
import { GroupConsumer } from '../src/group/group-consumer.ts';
import {
  apiKeyOf,
  brokerClass,
  caughtUp,
  codecs,
  connection,
  createTopics,
  deadLettersOf,
  fresh,
  kafka,
  logger,
  poolClass,
  readAll,
  sinkRunner,
  streamRunner,
  text,
  topicSpec,
  withAdmin,
  wrapMethod,
  write,
} from './fixture.ts';
import { topic as topics } from '@millrace/contracts';

const TXN_OFFSET_COMMIT = 28;

/** The broker does what was asked the next `times` times, but the answer is lost. */
function loseAnswers<M extends string>(
  of: Parameters<typeof wrapMethod<M>>[0],
  method: M,
  times: number,
  when: (request: Record<string, unknown>) => boolean,
): { lost: number } {
  const count = { lost: 0 };
  wrapMethod(of, method, async (request, ask) => {
    const answer = await ask();
    if (!when(request) || count.lost === times) return answer;
    count.lost += 1;
    throw Object.assign(new Error('socket closed'), { name: 'KafkaJSConnectionClosedError', retriable: true });
  });
  return count;
}

describe('faults', () => {
  const running: (StreamRunner | SinkRunner)[] = [];

  async function start<R extends StreamRunner | SinkRunner>(one: {
    runner: R;
    fatals: Error[];
  }): Promise<{ runner: R; fatals: Error[] }> {
    running.push(one.runner);
    await one.runner.start();
    return one;
  }

  async function pipe(
    spec: Partial<StreamSpec> = {},
  ): Promise<{ spec: StreamSpec; input: string; output: string; copy(batch: Batch): void }> {
    const [input, output] = [fresh('in'), fresh('out')];
    await createTopics(topicSpec(input, 1), topicSpec(output, 1), topicSpec(topics.deadLetters, 1));
    const copy = (batch: Batch): void => {
      for (const { value } of batch.records) batch.emit({ topic: output, key: 'k', value });
    };
    return { spec: { stream: fresh('stream'), topics: [input], ...spec }, input, output, copy };
  }

  const numbered = (n: number, from = 0): { key: string; value: string }[] =>
    Array.from({ length: n }, (_, i) => ({ key: 'k', value: `${from + i}` }));

  afterEach(async () => {
    await Promise.all(running.splice(0).map((runner) => runner.stop(5_000)));
  });

  it('1. the lost answer of a commit: what was committed is not done again', async () => {
    const { spec, input, output, copy } = await pipe({ maxRecordsPerTransaction: 10 });
    const id = `millrace.${spec.stream}-0`;
    const count = loseAnswers(
      brokerClass,
      'endTxn',
      3,
      ({ transactionalId, transactionResult }) => transactionalId === id && transactionResult === true,
    );
    await write(input, 1, numbered(100));
    const { fatals } = await start(streamRunner(spec, copy));
    await caughtUp(spec.stream, input);
    expect(count.lost).toBe(3);
    expect((await readAll(output)).map(text)).toEqual(numbered(100).map(({ value }) => value));
    expect(fatals).toEqual([]);
  });

  it('2. the lost answer of the offsets in a transaction: it is aborted and done again', async () => {
    const { spec, input, output, copy } = await pipe({ maxRecordsPerTransaction: 10 });
    const count = loseAnswers(poolClass, 'send', 2, (call) => apiKeyOf(call) === TXN_OFFSET_COMMIT);
    await write(input, 1, numbered(50));
    await start(streamRunner(spec, copy));
    await caughtUp(spec.stream, input);
    expect(count.lost).toBe(2);
    expect((await readAll(output)).map(text)).toEqual(numbered(50).map(({ value }) => value));
  });

  it('3. a sink’s lost commit answers: blocks under known tokens only, every record in one', async () => {
    const { spec, input } = await pipe();
    await write(input, 1, numbered(90));
    const blocks = new Map<string, string[]>();
    const count = loseAnswers(brokerClass, 'offsetCommit', 3, ({ groupId }) => groupId === `millrace.${spec.stream}`);
    const sinkSpec = { stream: spec.stream, topics: [input], maxRecords: 20, maxBytes: 1e6, lingerMs: 50 };
    await start(
      sinkRunner(sinkSpec, async (block) => {
        const content = block.records.map(text);
        expect(blocks.get(block.token) ?? content).toEqual(content);
        blocks.set(block.token, content);
      }),
    );
    await caughtUp(spec.stream, input);
    expect(count.lost).toBe(3);
    expect([...blocks.values()].flat()).toEqual(numbered(90).map(({ value }) => value));
  });

  it('4. aborted transactions that overlap are not handed to a stream', async () => {
    const { spec, input, output, copy } = await pipe();
    const producers = await Promise.all(
      ['a', 'b'].map(async () => {
        const producer = kafka().producer({ transactionalId: fresh('tx'), idempotent: true, maxInFlightRequests: 1 });
        await producer.connect();
        return producer;
      }),
    );
    const [first, second] = await Promise.all(producers.map((producer) => producer.transaction()));
    const put = async (transaction: typeof first, value: string): Promise<void> =>
      void (await transaction?.send({ topic: input, messages: [{ key: 'k', value, partition: 0 }] }));
    for (const [transaction, value] of [
      [second, 'b1'],
      [first, 'a1'],
      [second, 'b2'],
      [first, 'a2'],
    ] as const)
      await put(transaction, value);
    await first?.abort();
    await write(input, 1, numbered(1));
    await second?.abort();
    await Promise.all(producers.map((producer) => producer.disconnect()));
    await start(streamRunner(spec, copy));
    await caughtUp(spec.stream, input);
    expect((await readAll(output)).map(text)).toEqual(['0']);
  });

  it('5. records removed by retention before they were read are passed over, with the rest processed once', async () => {
    const { spec, input, output, copy } = await pipe();
    await write(input, 1, numbered(10));
    const first = await start(streamRunner(spec, copy));
    await caughtUp(spec.stream, input);
    await first.runner.stop();
    await write(input, 1, numbered(20, 10));
    await withAdmin(async (admin) => {
      await admin.fetchTopicOffsets(input); // kafkajs deletes records only of topics it has metadata of
      await admin.deleteTopicRecords({ topic: input, partitions: [{ partition: 0, offset: '25' }] });
    });
    const { fatals } = await start(streamRunner(spec, copy));
    await caughtUp(spec.stream, input);
    const expected = [...numbered(10), ...numbered(5, 25)].map(({ value }) => value);
    expect((await readAll(output)).map(text)).toEqual(expected);
    expect(fatals).toEqual([]);
  });

  it('6. a consumer that dies of a raw error is fatal, not silent', async () => {
    const { spec, input } = await pipe();
    await write(input, 1, numbered(1));
    const fatals: Error[] = [];
    const consumer = new GroupConsumer({
      ...{ connection: connection(), groupId: spec.stream, topics: [input], logger },
      limits: { maxBytesPerPartition: 1e6, maxBytes: 1e6, minBytes: 1, maxWaitMs: 100, paceMs: 0 },
      onAssigned: () => undefined,
      onFetch: () => undefined,
      onBatch: () => Promise.reject(new TypeError('undefined is not a function')),
      onFatal: (error) => void fatals.push(error),
    });
    await consumer.start();
    const error = await waitFor(() => fatals[0]);
    expect(String(error)).toContain('undefined is not a function');
    await consumer.stop();
  });

  it('7. a stream that begins at the end keeps its beginning over a restart without a commit', async () => {
    const { spec, input, output, copy } = await pipe({ fromBeginning: false });
    await write(input, 1, numbered(5));
    const first = await start(streamRunner(spec, copy));
    await waitFor(() => first.runner.health() === true);
    await first.runner.stop();
    await write(input, 1, numbered(3, 5));
    await start(streamRunner(spec, copy));
    await caughtUp(spec.stream, input);
    expect((await readAll(output)).map(text)).toEqual(['5', '6', '7']);
  });

  it('8. what cannot be decoded goes to dead.letters through runSteps', async () => {
    const { spec, input, copy } = await pipe();
    expect(copy).toBeDefined();
    await write(input, 1, [{ key: 'k', value: Buffer.from([1, 2, 3]) }]);
    await start(
      streamRunner(spec, async (batch) => {
        await runSteps(batch, codecs, () => ok(undefined));
      }),
    );
    await caughtUp(spec.stream, input);
    expect(await deadLettersOf(spec.stream)).toContainEqual(
      expect.objectContaining({ stream: spec.stream, reason: 'NOT_CONFLUENT', value: Buffer.from([1, 2, 3]) }),
    );
  });

  it('9. the same while it runs, for streams and sinks: what is left is processed once', async () => {
    const { spec, input, output, copy } = await pipe();
    await write(input, 1, numbered(10));
    const [entered, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const [inserting, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const inserted: string[] = [];
    await start(
      streamRunner({ ...spec, fromBeginning: true }, async (batch) => {
        copy(batch);
        entered.resolve();
        await release.promise;
      }),
    );
    const sinkSpec = { stream: fresh('sink'), topics: [input], maxRecords: 100, maxBytes: 1e6, lingerMs: 50 };
    await start(
      sinkRunner(sinkSpec, async (block) => {
        inserting.resolve();
        await goOn.promise;
        inserted.push(...block.records.map(text));
      }),
    );
    await Promise.all([entered.promise, inserting.promise]);
    await write(input, 1, numbered(20, 10));
    await withAdmin(async (admin) => {
      await admin.fetchTopicOffsets(input);
      await admin.deleteTopicRecords({ topic: input, partitions: [{ partition: 0, offset: '25' }] });
    });
    release.resolve();
    goOn.resolve();
    await caughtUp(spec.stream, input);
    await caughtUp(sinkSpec.stream, input);
    const expected = [...numbered(10), ...numbered(5, 25)].map(({ value }) => value);
    expect((await readAll(output)).map(text)).toEqual(expected);
    expect(inserted).toEqual(expected);
  });
});
