import { waitFor } from '@millrace/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SinkBlock, SinkRunner, SinkSpec } from '../src/index.ts';
import { caughtUp, committed, createTopics, fresh, kafka, sinkRunner, text, topicSpec, write } from './fixture.ts';

/** A target that, like ClickHouse, drops a block whose token it has; and one that knows if a token ever had other content. */
class Target {
  readonly blocks = new Map<string, string>();
  readonly attempts: string[] = [];

  insert(block: SinkBlock): void {
    const content = JSON.stringify(block.records.map((record) => [text(record), record.partition, record.offset]));
    this.attempts.push(block.token);
    const known = this.blocks.get(block.token);
    if (known !== undefined && known !== content) throw new Error(`${block.token}: other content`);
    this.blocks.set(block.token, content);
  }

  /** Values of what is stored, of one partition if it is named. */
  values(only?: number): string[] {
    return [...this.blocks.values()]
      .flatMap((content) => JSON.parse(content) as [string, number][])
      .filter(([, partition]) => partition === (only ?? partition))
      .map(([value]) => value);
  }
}

describe('SinkRunner', () => {
  const running: SinkRunner[] = [];
  let topic: string;
  let spec: SinkSpec;
  let target: Target;

  async function run(...args: Parameters<typeof sinkRunner>): Promise<ReturnType<typeof sinkRunner>> {
    const one = sinkRunner(...args);
    running.push(one.runner);
    await one.runner.start();
    return one;
  }

  const numbered = (n: number): { key: string; value: string; partition: number }[] =>
    Array.from({ length: n }, (_, i) => ({ key: `${i}`, value: `${i}`, partition: 0 }));

  beforeEach(async () => {
    topic = fresh('sink');
    spec = { stream: fresh('sink'), topics: [topic], maxRecords: 40, maxBytes: 1_000_000, lingerMs: 100 };
    target = new Target();
    await createTopics(topicSpec(topic, 1));
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((runner) => runner.stop(2_000)));
  });

  it('1. every record is in exactly one block, blocks keep their limits, and nothing stays announced', async () => {
    await write(topic, 1, numbered(500));
    await run(spec, async (block) => target.insert(block));
    await caughtUp(spec.stream, topic);
    expect(target.values()).toEqual(numbered(500).map(({ value }) => value));
    for (const content of target.blocks.values())
      expect((JSON.parse(content) as unknown[]).length).toBeLessThanOrEqual(40);
    await waitFor(async () => (await committed(`millrace.${spec.stream}`, topic))[0]?.metadata === '');
  });

  it('2. a block is announced before it is inserted', async () => {
    await write(topic, 1, numbered(10));
    const seen = Promise.withResolvers<{ offset: number; metadata: string }>();
    await run(spec, async (block) => {
      const [announced] = await committed(`millrace.${spec.stream}`, topic);
      if (announced !== undefined) seen.resolve(announced);
      target.insert(block);
    });
    expect(await seen.promise).toEqual({ offset: 0, metadata: 'block:0-9' });
  });

  it('3. a crash between insert and commit: the next process forms the identical block under the same token', async () => {
    await write(topic, 1, numbered(100));
    // The process dies after the target took the second block: nothing after the insert happens.
    const died = Promise.withResolvers<void>();
    const dying = await run(spec, async (block, signal) => {
      target.insert(block);
      if (target.blocks.size < 2) return;
      died.resolve();
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      throw new Error('dead');
    });
    await died.promise;
    const half = [...target.blocks.keys()];
    await dying.runner.stop(100);
    await write(topic, 1, numbered(100));
    // With other limits the blocks would be cut elsewhere; the announced one must not be.
    await run({ ...spec, maxRecords: 7 }, async (block) => target.insert(block));
    await caughtUp(spec.stream, topic);
    expect(target.attempts.filter((token) => token === half[1])).toHaveLength(2);
    expect(target.values()).toEqual([...numbered(100), ...numbered(100)].map(({ value }) => value));
  });

  it('4. the announced block holds the same records although the log has markers and aborted records in it', async () => {
    const producer = kafka().producer({ transactionalId: fresh('tx'), idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    for (let i = 0; i < 6; i += 1) {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ key: 'k', value: `${i}`, partition: 0 }] });
      await (i % 3 === 1 ? transaction.abort() : transaction.commit());
    }
    await producer.disconnect();
    const died = Promise.withResolvers<void>();
    const dying = await run(spec, async (block, signal) => {
      target.insert(block);
      died.resolve();
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      throw new Error('dead');
    });
    await died.promise;
    await dying.runner.stop(100);
    await run(spec, async (block) => target.insert(block));
    await caughtUp(spec.stream, topic);
    expect(target.values()).toEqual(['0', '2', '3', '5']);
    expect(new Set(target.attempts).size).toBeLessThan(target.attempts.length);
  });

  it('5. an insert that fails is tried again until it succeeds, and drops nothing', async () => {
    await write(topic, 1, numbered(50));
    let failures = 3;
    const { fatals } = await run(spec, async (block) => {
      if (failures-- > 0) throw new Error('target is away');
      target.insert(block);
    });
    await caughtUp(spec.stream, topic);
    expect(target.values()).toHaveLength(50);
    expect(fatals).toEqual([]);
  });

  it('6. a stop finishes the block in hand', async () => {
    await write(topic, 1, numbered(100));
    const entered = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const { runner } = await run(spec, async (block) => {
      entered.resolve();
      await release.promise;
      target.insert(block);
    });
    await entered.promise;
    const stopped = runner.stop();
    release.resolve();
    await stopped;
    const [position] = await committed(`millrace.${spec.stream}`, topic);
    expect(target.values()).toHaveLength(position?.offset ?? -1);
    expect(target.values().length).toBeGreaterThan(0);
  });

  it('7. members come and go: every record is in exactly one block', async () => {
    topic = fresh('sink');
    await createTopics(topicSpec(topic, 4));
    spec = { ...spec, topics: [topic] };
    const values = Array.from({ length: 4_000 }, (_, i) => ({ key: `${i}`, value: `${i}` }));
    await write(topic, 4, values.slice(0, 2_000));
    const first = await run(spec, async (block) => target.insert(block));
    await waitFor(() => target.blocks.size > 5);
    await run(spec, async (block) => target.insert(block));
    await write(topic, 4, values.slice(2_000));
    await first.runner.stop();
    await run(spec, async (block) => target.insert(block));
    await caughtUp(spec.stream, topic);
    expect(
      target
        .values()
        .map(Number)
        .sort((a, b) => a - b),
    ).toEqual(values.map((_, i) => i));
  });

  it('8. a partition at the end of its stretch keeps no other waiting, and goes on when the end moves', async () => {
    topic = fresh('sink');
    spec = { ...spec, topics: [topic] };
    await createTopics(topicSpec(topic, 2));
    await write(topic, 2, numbered(10));
    const large = 'x'.repeat(900_000); // more than one fetch brings
    for (let i = 0; i < 6; i += 1) await write(topic, 2, [{ key: `${i}`, value: `${i}${large}`, partition: 1 }]);
    const to = [5, 6];
    const stored = (partition: number): number => target.values(partition).length;
    const stretch = (partition: number) => ({ from: 0, to: to[partition] ?? 0 });
    await run({ ...spec, stretch }, async (block) => target.insert(block));
    await waitFor(() => stored(1) === 6, { timeoutMs: 20_000, describe: 'the partition that has far to go' });
    expect(stored(0)).toBe(5);
    to[0] = 10;
    await waitFor(() => stored(0) === 10, { timeoutMs: 20_000, describe: 'the partition that waited' });
  });

  it('9. what several partitions have at a time is one block, announced in all of them before it is inserted', async () => {
    await fourPartitions();
    const seen = Promise.withResolvers<string[]>();
    await run(spec, async (block) => {
      if (block.ranges.length > 1) {
        const positions = await committed(`millrace.${spec.stream}`, topic);
        seen.resolve(block.ranges.map(({ partition }) => positions[partition]?.metadata ?? ''));
      }
      target.insert(block);
    });
    await writeRounds(() => target.attempts.some(isJoint));
    const announcements = await seen.promise;
    expect(announcements[0]).toMatch(/^block:\d:\d+-\d+,\d/);
    expect(new Set(announcements).size).toBe(1);
    await caughtUp(spec.stream, topic);
    expectAll();
    await waitFor(async () =>
      (await committed(`millrace.${spec.stream}`, topic)).every(({ metadata }) => metadata === ''),
    );
  });

  it('10. a crash after a block of several partitions: their next owners, two of them, form it under the same token', async () => {
    await fourPartitions();
    const died = Promise.withResolvers<string>();
    let dead = false;
    const dying = await run(spec, async (block, signal) => {
      target.insert(block);
      if (!isJoint(block.token)) return;
      dead = true;
      died.resolve(block.token);
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      throw new Error('dead');
    });
    await writeRounds(() => dead);
    const token = await died.promise;
    await dying.runner.stop(100);
    const small = { ...spec, maxRecords: 7 };
    await Promise.all([1, 2].map(() => run(small, async (block) => target.insert(block))));
    await caughtUp(spec.stream, topic);
    expect(target.attempts.filter((attempt) => attempt === token).length).toBeGreaterThan(1);
    expectAll();
  });

  let written: { key: string; value: string; partition: number }[] = [];

  async function fourPartitions(): Promise<void> {
    topic = fresh('sink');
    spec = { ...spec, topics: [topic], maxRecords: 1_000 };
    written = [];
    await createTopics(topicSpec(topic, 4));
  }

  /** Writes to all four partitions again and again until something is so: only an open slot shares its blocks. */
  async function writeRounds(isEnough: () => boolean): Promise<void> {
    await waitFor(async () => {
      const round = Array.from({ length: 40 }, (_, i) => ({
        key: `${i}`,
        value: `${written.length + i}`,
        partition: i % 4,
      }));
      written.push(...round);
      await write(topic, 4, round);
      return isEnough();
    });
  }

  const isJoint = (token: string): boolean => token.includes(',');

  /** Everything is stored once, in the order of its partition. */
  function expectAll(): void {
    for (let partition = 0; partition < 4; partition += 1) {
      const sent = written.filter((one) => one.partition === partition).map(({ value }) => value);
      expect(target.values(partition)).toEqual(sent);
    }
  }
});
