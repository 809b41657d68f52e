import { Codecs, type EventContract, TOPICS } from '@millrace/contracts';
import { createLogger } from '@millrace/platform';
import { type Appended, AppendProducer, ensureTopics } from '@millrace/streaming';
import { stackForTests } from '@millrace/testing';

/** Writes events of a tenant as the other services do. */
export class TestProducer {
  readonly codecs: Codecs;
  readonly #producer: AppendProducer;

  private constructor(codecs: Codecs, producer: AppendProducer) {
    this.codecs = codecs;
    this.#producer = producer;
  }

  static async open(): Promise<TestProducer> {
    const { kafkaBrokers, registryUrl } = stackForTests();
    const connection = { brokers: kafkaBrokers, clientId: 'test' };
    await ensureTopics(connection, TOPICS, { replicationFactor: 1 });
    const codecs = await Codecs.connect({ registryUrl, autoRegister: true });
    const logger = createLogger({ service: 'test', level: 'warn' });
    return new TestProducer(codecs, await AppendProducer.connect(connection, { service: 'test', logger }));
  }

  /** Writes an event under `<tenant>/<id>`; resolves with its place. */
  send<T extends { tenant: string }>(
    contract: EventContract<T>,
    id: string,
    value: NoInfer<T>,
    headers: Record<string, string> = {},
  ): Promise<Appended> {
    return this.bytes(contract.topic, `${value.tenant}/${id}`, this.codecs.encode(contract, value), headers);
  }

  bytes(topic: string, key: string, value: Buffer | null, headers: Record<string, string> = {}): Promise<Appended> {
    return this.#producer.append({ topic, key, value, headers });
  }

  close(): Promise<void> {
    return this.#producer.close();
  }
}
