import { CHANGELOGS, Codecs, TOPICS } from '@millrace/contracts';
import { createLogger } from '@millrace/platform';
import {
  AppendProducer,
  countProcessed,
  countRecords,
  ensureTopics,
  type KafkaConnection,
  type OutRecord,
} from '@millrace/streaming';
import { waitFor } from '@millrace/testing';
import type { Backlog } from '../backlog/backlog.ts';
import type { BenchContext } from '../stage.ts';
import { appendAll } from './append-all.ts';

const logger = createLogger({ service: 'bench', level: 'warn' });

/** The topics of a run, ours and the peers', and what writes to them. */
export class BenchTopics {
  readonly codecs: Codecs;
  readonly producer: AppendProducer;
  readonly connection: KafkaConnection;

  private constructor(codecs: Codecs, producer: AppendProducer, connection: KafkaConnection) {
    this.codecs = codecs;
    this.producer = producer;
    this.connection = connection;
  }

  /** Makes all of ours. */
  static async connect({ stack }: Pick<BenchContext, 'stack'>): Promise<BenchTopics> {
    const { kafkaBrokers: brokers, registryUrl } = stack.addresses;
    const connection = { brokers, clientId: 'bench' };
    await ensureTopics(connection, [...TOPICS, ...CHANGELOGS], { replicationFactor: 1 });
    const codecs = await Codecs.connect({ registryUrl, autoRegister: true });
    return new BenchTopics(codecs, await AppendProducer.connect(connection, { service: 'bench', logger }), connection);
  }

  /** Makes them for as long as something runs. */
  static async with<T>(context: Pick<BenchContext, 'stack'>, run: (topics: BenchTopics) => Promise<T>): Promise<T> {
    const topics = await BenchTopics.connect(context);
    try {
      return await run(topics);
    } finally {
      await topics.close();
    }
  }

  /** Offsets taken on a topic, over all partitions. */
  count(topic: string): Promise<number> {
    return countRecords(this.connection, topic, logger);
  }

  /** Offsets of a topic that a stream has not committed yet. */
  async lag(stream: string, topic: string): Promise<number> {
    const processed = await countProcessed(this.connection, `millrace.${stream}`, topic, logger);
    return Math.max(0, (await this.count(topic)) - processed);
  }

  /** Waits until a topic holds as many records. @throws Error when it then holds more, or fewer for a minute */
  async holds(topic: string, wanted: number): Promise<void> {
    let found = 0;
    const all = async (): Promise<boolean> => (found = await this.count(topic)) >= wanted;
    const describe = `${wanted} records on ${topic}`;
    await waitFor(all, { timeoutMs: 60_000, intervalMs: 200, describe }).catch((error: unknown) => {
      throw new Error(`${topic} holds ${found} records, not ${wanted}`, { cause: error });
    });
    if (found !== wanted) throw new Error(`${topic} holds ${found} records, not ${wanted}`);
  }

  /** Puts records on a topic for somebody to work off. */
  async fill(topic: string, records: Iterable<OutRecord>): Promise<Backlog> {
    const before = await this.count(topic);
    return { topic, before, records: await appendAll(this.producer, records) };
  }

  /** Makes a topic for a peer, partitioned and kept like one of ours; its name. */
  async like(ours: string, name: string): Promise<string> {
    const spec = TOPICS.find((topic) => topic.name === ours);
    if (spec === undefined) throw new Error(`${ours} is no topic`);
    await ensureTopics(this.connection, [{ ...spec, name }], { replicationFactor: 1 });
    return name;
  }

  async close(): Promise<void> {
    await this.producer.close();
  }
}
