import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { Codecs, topic as topicNames, type DeadLetter, type TopicSpec } from '@millrace/contracts';
import { createLogger } from '@millrace/platform';
import { stackForTests, waitFor } from '@millrace/testing';
import { onTestFinished } from 'vitest';
import { Kafka, logLevel, type Admin, type Producer } from 'kafkajs';
import {
  ensureTopics,
  keyValueStore,
  partitionFor,
  readRanges,
  type LogRange,
  SinkRunner,
  StreamRunner,
  type InRecord,
  type KafkaConnection,
  type SinkBlockHandler,
  type SinkSpec,
  type StreamBatchHandler,
  type StreamSpec,
} from '../src/index.ts';
import { ClusterView } from '../src/kafka/cluster-view.ts';

export const logger = createLogger({ service: 'test', level: process.env['TEST_LOG_LEVEL'] ?? 'silent' });
export const codecs = Codecs.withoutRegistry();
export const SERVICE = 'test';

export const connection = (clientId = 'test'): KafkaConnection => ({ brokers: stackForTests().kafkaBrokers, clientId });

type Asking = (request: Record<string, unknown>) => Promise<unknown>;
const internal = <T>(path: string): T => createRequire(import.meta.url)(path) as T;

/** kafkajs's classes of a broker and of the connections to it, for tests that lose or count answers. */
export const brokerClass = internal<{ prototype: Record<'endTxn' | 'offsetCommit', Asking> }>(
  'kafkajs/src/broker/index.js',
).prototype;
export const poolClass = internal<{ prototype: Record<'send', Asking> }>(
  'kafkajs/src/network/connectionPool.js',
).prototype;

/** The API key (Kafka's protocol guide) of what a pool of connections sends. */
export const apiKeyOf = (call: Record<string, unknown>): number => (call['request'] as { apiKey: number }).apiKey;

/** Puts `around` between a method and its callers until the test has finished. */
export function wrapMethod<M extends string>(
  of: Record<M, Asking>,
  method: M,
  around: (request: Record<string, unknown>, ask: () => Promise<unknown>) => Promise<unknown>,
): void {
  const original = of[method];
  of[method] = function (this: unknown, request) {
    return around(request, () => original.call(this, request));
  };
  onTestFinished(() => {
    of[method] = original;
  });
}

/** A name nobody else uses, for topics, groups and stores. */
export const fresh = (prefix: string): string => `${prefix}-${randomBytes(4).toString('hex')}`;

export const topicSpec = (name: string, partitions: number, parts: Partial<TopicSpec> = {}): TopicSpec => ({
  name,
  key: 'test',
  partitions,
  retention: 'forever',
  compaction: false,
  minInsyncReplicas: 1,
  contracts: [],
  doc: 'test',
  ...parts,
});

export async function createTopics(...specs: TopicSpec[]): Promise<void> {
  await ensureTopics(connection(), specs, { replicationFactor: 1 });
}

/** A plain kafkajs client, for what the library has no business doing. */
export const kafka = (): Kafka =>
  new Kafka({
    brokers: [...connection().brokers],
    clientId: 'test',
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 20 },
  });

export async function withAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka().admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

export async function withProducer<T>(work: (producer: Producer) => Promise<T>): Promise<T> {
  const producer = kafka().producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  try {
    return await work(producer);
  } finally {
    await producer.disconnect();
  }
}

export interface Plain {
  readonly key: string;
  readonly value: string | Buffer | null;
  readonly partition?: number;
  readonly headers?: Record<string, string>;
}

/** Writes records at once, in order, 300 a send. */
export async function write(topic: string, partitions: number, records: readonly Plain[]): Promise<void> {
  await withProducer(async (producer) => {
    const places = new Map<
      number,
      { key: string; value: string | Buffer | null; partition: number; headers?: Record<string, string> }[]
    >();
    for (const record of records) {
      const partition = record.partition ?? partitionFor(record.key, partitions);
      const list = places.get(partition) ?? [];
      list.push({ ...record, partition });
      places.set(partition, list);
    }
    for (const list of places.values()) {
      for (let at = 0; at < list.length; at += 300) await producer.send({ topic, messages: list.slice(at, at + 300) });
    }
  });
}

/** All committed records of a topic up to its end, for which it waits when transactions are open. */
export async function readAll(topic: string): Promise<InRecord[]> {
  return withCluster(async (cluster) => readFrom(cluster, topic, []));
}

async function withCluster<T>(work: (cluster: ClusterView) => Promise<T>): Promise<T> {
  const cluster = new ClusterView(connection(), logger);
  await cluster.connect();
  try {
    return await work(cluster);
  } finally {
    await cluster.disconnect();
  }
}

async function readFrom(cluster: ClusterView, topic: string, starts: readonly number[]): Promise<InRecord[]> {
  const records: InRecord[] = [];
  const ranges: LogRange[] = [];
  for (let partition = 0; partition < (await cluster.partitions(topic)); partition += 1) {
    const { low, high } = await cluster.bounds(topic, partition);
    ranges.push({ topic, partition, from: Math.max(low, starts[partition] ?? 0), to: high });
  }
  const signal = AbortSignal.timeout(20_000);
  await readRanges(connection(), ranges, { logger, signal, onRecords: (read) => records.push(...read) });
  return records;
}

/** The dead letters of one stream. Others on the topic may be written under schema ids that only their registry knows. */
export async function deadLettersOf(stream: string): Promise<DeadLetter[]> {
  const records = (await readAll(topicNames.deadLetters)).filter(({ key }) => key?.toString() === stream);
  return records.map(({ value }) => codecs.decode(value ?? Buffer.alloc(0))?.value as DeadLetter);
}

export const text = (record: InRecord): string => record.value?.toString() ?? '';

/** Committed offsets of a group on a topic, by partition. */
export async function committed(groupId: string, topic: string): Promise<{ offset: number; metadata: string }[]> {
  const [answer] = await withAdmin((admin) => admin.fetchOffsets({ groupId, topics: [topic] }));
  return (answer?.partitions ?? [])
    .sort((a, b) => a.partition - b.partition)
    .map(({ offset, metadata }) => ({ offset: Number(offset), metadata: metadata ?? '' }));
}

/** Waits until no committed record of the topic is left after what the group has committed. */
export async function caughtUp(stream: string, topic: string, timeoutMs = 30_000): Promise<void> {
  await withCluster((cluster) =>
    waitFor(
      async () => {
        const starts = (await committed(`millrace.${stream}`, topic)).map(({ offset }) => Math.max(0, offset));
        return (await readFrom(cluster, topic, starts)).length === 0;
      },
      { timeoutMs, intervalMs: 100, describe: `${stream} to catch up on ${topic}` },
    ),
  );
}

export interface Running<R> {
  readonly runner: R;
  readonly fatals: Error[];
}

type RunnerOptions<S, H> = Pick<
  ConstructorParameters<typeof StreamRunner>[0],
  'connection' | 'service' | 'codecs' | 'logger' | 'onFatal'
> & { readonly spec: S; readonly handler: H };

function running<S, H, R>(build: (options: RunnerOptions<S, H>) => R, spec: S, handler: H): Running<R> {
  const fatals: Error[] = [];
  const onFatal = (error: Error): void => void fatals.push(error);
  const runner = build({ connection: connection(), service: SERVICE, codecs, logger, onFatal, spec, handler });
  return { runner, fatals };
}

export const streamRunner = (
  spec: StreamSpec,
  handler: StreamBatchHandler,
  extra: Partial<ConstructorParameters<typeof StreamRunner>[0]> = {},
): Running<StreamRunner> => running((options) => new StreamRunner({ ...options, ...extra }), spec, handler);

export const sinkRunner = (
  spec: SinkSpec,
  handler: SinkBlockHandler,
  extra: Partial<ConstructorParameters<typeof SinkRunner>[0]> = {},
): Running<SinkRunner> => running((options) => new SinkRunner({ ...options, ...extra }), spec, handler);

/** A store of counters. */
export const counterStore = (name: string) =>
  keyValueStore<number>({
    name,
    serialize: (value) => Buffer.from(String(value)),
    deserialize: (bytes) => Number(bytes.toString()),
  });
