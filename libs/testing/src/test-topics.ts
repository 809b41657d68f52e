import {
  CHANGELOGS,
  Codecs,
  TOPICS,
  type Decoded,
  type EventContract,
  type EventType,
  type EventTypes,
} from '@millrace/contracts';
import { createLogger } from '@millrace/platform';
import { AppendProducer, ensureTopics, TopicTail, type Appended } from '@millrace/streaming';
import { stackForTests } from './stack-for-tests.ts';
import { waitFor } from './wait-for.ts';

const logger = createLogger({ service: 'test', level: 'warn' });

/** The tests' side of the topics: writes records, and sees what is written from now on. */
export class TestTopics {
  readonly #seen: Decoded[] = [];
  readonly #codecs: Codecs;
  readonly #producer: AppendProducer;
  readonly #tail: TopicTail;

  private constructor(codecs: Codecs, producer: AppendProducer, topics: readonly string[]) {
    this.#codecs = codecs;
    this.#producer = producer;
    this.#tail = new TopicTail({
      ...{ connection: connection(), topics, codecs, logger },
      apply: (decoded) => this.#seen.push(decoded),
      onFatal: (error) => {
        throw error;
      },
    });
  }

  /** Makes topics and schemas if need be, and begins to watch. */
  static async open(watched: readonly string[]): Promise<TestTopics> {
    await ensureTopics(connection(), [...TOPICS, ...CHANGELOGS], { replicationFactor: 1 });
    const codecs = await Codecs.connect({ registryUrl: stackForTests().registryUrl, autoRegister: true });
    const producer = await AppendProducer.connect(connection(), { service: 'test', logger });
    const topics = new TestTopics(codecs, producer, watched);
    await topics.#tail.start();
    return topics;
  }

  async send<T>(contract: EventContract<T>, key: string, value: NoInfer<T>): Promise<Appended> {
    const bytes = this.#codecs.encode<T>(contract, value);
    return await this.#producer.append({ topic: contract.topic, key, value: bytes });
  }

  /** Writes bytes that need not be a record of ours. */
  async sendBytes(topic: string, key: string, value: Buffer, headers: Record<string, string> = {}): Promise<Appended> {
    return await this.#producer.append({ topic, key, value, headers });
  }

  /** Everything of a type that was written for a tenant, in the order of its partition. */
  of<K extends EventType>(type: K, tenant: string): EventTypes[K][] {
    const values = this.#seen.filter((decoded) => decoded.type === type).map(({ value }) => value as EventTypes[K]);
    return values.filter((value) => 'tenant' in value && value.tenant === tenant);
  }

  /** Everything that was written for a tenant. */
  all(tenant: string): Decoded[] {
    return this.#seen.filter(({ value }) => 'tenant' in value && value.tenant === tenant);
  }

  async until<K extends EventType>(
    type: K,
    tenant: string,
    condition: (value: EventTypes[K]) => boolean = () => true,
  ): Promise<EventTypes[K]> {
    return await waitFor(() => this.of(type, tenant).find(condition), { timeoutMs: 60_000, describe: `a ${type}` });
  }

  async close(): Promise<void> {
    await this.#tail.stop();
    await this.#producer.close();
  }
}

function connection() {
  return { brokers: stackForTests().kafkaBrokers, clientId: 'test' };
}
