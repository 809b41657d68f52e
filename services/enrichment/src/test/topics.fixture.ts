import { randomUUID } from 'node:crypto';
import {
  Codecs,
  TelemetryReceived,
  topic,
  type Decoded,
  type EventType,
  type EventTypes,
  type TelemetryEnriched,
} from '@millrace/contracts';
import { createLogger } from '@millrace/platform';
import { AppendProducer, GlobalTable, type Appended } from '@millrace/streaming';
import { stackForTests, waitFor } from '@millrace/testing';

/** The tenant's side of the topics: writes device messages, and sees everything the service writes because of them. */
export class TenantTopics {
  readonly #seen: Decoded[] = [];
  readonly #tenant: string;
  readonly #codecs: Codecs;
  readonly #producer: AppendProducer;
  readonly #table: GlobalTable;

  private constructor(tenant: string, codecs: Codecs, producer: AppendProducer) {
    this.#tenant = tenant;
    this.#codecs = codecs;
    this.#producer = producer;
    this.#table = new GlobalTable({
      connection: { brokers: stackForTests().kafkaBrokers, clientId: `test-${tenant}` },
      topics: [topic.telemetryEnriched, topic.telemetryRejected, topic.devicesEvents, topic.deadLetters],
      codecs,
      logger: createLogger({ service: 'test', level: 'warn' }),
      apply: (decoded) => this.#seen.push(decoded),
      onFatal: (error) => {
        throw error;
      },
    });
  }

  static async open(tenant: string): Promise<TenantTopics> {
    const { kafkaBrokers, registryUrl } = stackForTests();
    const codecs = await Codecs.connect({ registryUrl, autoRegister: true });
    const logger = createLogger({ service: 'test', level: 'warn' });
    const connection = { brokers: kafkaBrokers, clientId: `test-${tenant}` };
    const producer = await AppendProducer.connect(connection, { service: 'test', logger });
    const topics = new TenantTopics(tenant, codecs, producer);
    await topics.#table.start();
    return topics;
  }

  /** Appends a message of a device with one GOOD reading a metric. */
  async send(deviceId: string, values: Record<string, number>, eventId: string = randomUUID()): Promise<Appended> {
    const readings = Object.entries(values).map(
      ([metric, value]) => ({ metric, value, occurredAt: 1_000, quality: 'GOOD' }) as const,
    );
    const envelope = {
      eventId,
      tenant: this.#tenant,
      deviceId,
      protocol: 'HTTP',
      receivedAt: 2_000,
      sequence: null,
    } as const;
    return await this.sendBytes(deviceId, this.#codecs.encode(TelemetryReceived, { ...envelope, readings }));
  }

  async sendBytes(deviceId: string, value: Buffer): Promise<Appended> {
    return await this.#producer.append({ topic: topic.telemetryReceived, key: `${this.#tenant}/${deviceId}`, value });
  }

  /** Everything of a type that was written for this tenant so far. */
  of<K extends EventType>(type: K): EventTypes[K][] {
    const values = this.#seen.flatMap((decoded) => (decoded.type === type ? [decoded.value as EventTypes[K]] : []));
    return values.filter((value) => !('tenant' in value) || value.tenant === this.#tenant);
  }

  /** Waits until something of a type satisfies the condition. */
  async until<K extends EventType>(type: K, condition: (value: EventTypes[K]) => boolean): Promise<EventTypes[K]> {
    return await waitFor(() => this.of(type).find(condition), { describe: `a ${type}` });
  }

  /** What was made of a device message: its enriched records. */
  async enriched(eventId: string): Promise<TelemetryEnriched> {
    return await this.until('TelemetryEnriched', (value) => value.eventId === eventId);
  }

  async close(): Promise<void> {
    await this.#table.stop();
    await this.#producer.close();
  }
}
