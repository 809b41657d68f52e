import { CHANGELOGS, Codecs, TOPICS } from '@millrace/contracts';
import { createLogger } from '@millrace/platform';
import { AppendProducer, ensureTopics, type KafkaConnection } from '@millrace/streaming';
import type { BenchContext } from '../stage.ts';

/** The topics of a run, ours and the peers', and what writes to them. */
export class BenchTopics {
  readonly codecs: Codecs;
  readonly producer: AppendProducer;
  readonly #connection: KafkaConnection;

  private constructor(codecs: Codecs, producer: AppendProducer, connection: KafkaConnection) {
    this.codecs = codecs;
    this.producer = producer;
    this.#connection = connection;
  }

  /** Makes all of ours. */
  static async connect({ stack }: BenchContext): Promise<BenchTopics> {
    const { kafkaBrokers: brokers, registryUrl } = stack.addresses;
    const connection = { brokers, clientId: 'bench' };
    await ensureTopics(connection, [...TOPICS, ...CHANGELOGS], { replicationFactor: 1 });
    const codecs = await Codecs.connect({ registryUrl, autoRegister: true });
    const logger = createLogger({ service: 'bench', level: 'warn' });
    return new BenchTopics(codecs, await AppendProducer.connect(connection, { service: 'bench', logger }), connection);
  }

  /** Makes a topic for a peer, partitioned and kept like one of ours; its name. */
  async like(ours: string, name: string): Promise<string> {
    const spec = TOPICS.find((topic) => topic.name === ours);
    if (spec === undefined) throw new Error(`${ours} is no topic`);
    await ensureTopics(this.#connection, [{ ...spec, name }], { replicationFactor: 1 });
    return name;
  }

  async close(): Promise<void> {
    await this.producer.close();
  }
}
