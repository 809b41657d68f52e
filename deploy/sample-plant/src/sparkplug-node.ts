import mqtt, { type MqttClient } from 'mqtt';
import sparkplug from 'sparkplug-payload';

const payloads = sparkplug.get('spBv1.0');
if (!payloads) throw new Error('sparkplug-payload does not know the namespace spBv1.0');

/** A signal of the edge node's device; its position is its alias. */
export interface EdgeMetric {
  readonly name: string;
}

export interface EdgeNodeOptions {
  readonly mqttUrl: string;
  readonly username: string;
  readonly password: string;
  readonly groupId: string;
  readonly edgeNodeId: string;
  readonly deviceId: string;
  readonly metrics: readonly EdgeMetric[];
  /** Of births and data. Default 1: the broker keeps what is published; 0 is what the standard lets most nodes do. */
  readonly qos?: 0 | 1;
}

/**
 * A Sparkplug B edge node with one device (Sparkplug 3.0, chapters 5 and 6): birth certificates with names and aliases, data by
 * alias only, a death certificate as the MQTT will, one sequence number over all its messages, births again on request.
 */
export class SparkplugNode {
  readonly #options: EdgeNodeOptions;
  #client: MqttClient | undefined;
  #sequence = 0;
  #lastValues: readonly number[] = [];
  readonly #birthSequence = Date.now() % 256;

  constructor(options: EdgeNodeOptions) {
    this.#options = options;
  }

  async connect(initialValues: readonly number[]): Promise<void> {
    this.#lastValues = initialValues;
    const { mqttUrl, username, password, groupId, edgeNodeId } = this.#options;
    const client = await mqtt.connectAsync(mqttUrl, {
      ...{ username, password, clean: true, protocolVersion: 4 },
      clientId: `${groupId}-${edgeNodeId}`,
      will: { topic: this.#topic('NDEATH'), payload: this.#death(), qos: 1, retain: false },
    });
    this.#client = client;
    client.on('message', () => void this.#birth());
    client.on('connect', () => void this.#birth());
    await client.subscribeAsync(this.#topic('NCMD'), { qos: 1 });
    await this.#birth();
  }

  /** Publishes one row of values, in the order of the metrics, stamped `occurredAt` (ms since 1970). */
  async data(values: readonly number[], occurredAt: number): Promise<void> {
    this.#lastValues = values;
    const metrics = values.map((value, alias) => ({ alias, value, type: 'Double' as const, timestamp: occurredAt }));
    await this.#publish('DDATA', { timestamp: occurredAt, metrics, seq: this.#next() }, true);
  }

  async disconnect(): Promise<void> {
    if (!this.#client) return;
    await this.#client.publishAsync(this.#topic('NDEATH'), this.#death(), { qos: 1 });
    await this.#client.endAsync();
  }

  async #birth(): Promise<void> {
    const timestamp = Date.now();
    this.#sequence = 0;
    await this.#publish('NBIRTH', {
      timestamp,
      seq: this.#next(),
      metrics: [
        { name: 'bdSeq', type: 'Int64', value: this.#birthSequence, timestamp },
        { name: 'Node Control/Rebirth', type: 'Boolean', value: false, timestamp },
      ],
    });
    const metrics = this.#options.metrics.map((metric, alias) => ({
      ...{ name: metric.name, alias, type: 'Double' as const, timestamp },
      value: this.#lastValues[alias] ?? 0,
    }));
    await this.#publish('DBIRTH', { timestamp, seq: this.#next(), metrics }, true);
  }

  #death(): Buffer {
    const bdSeq = { name: 'bdSeq', type: 'Int64' as const, value: this.#birthSequence };
    return Buffer.from(payloads!.encodePayload({ timestamp: Date.now(), metrics: [bdSeq] }));
  }

  #topic(kind: 'NBIRTH' | 'NDEATH' | 'NCMD' | 'DBIRTH' | 'DDATA', device = false): string {
    const { groupId, edgeNodeId, deviceId } = this.#options;
    return `spBv1.0/${groupId}/${kind}/${edgeNodeId}${device ? `/${deviceId}` : ''}`;
  }

  #next(): number {
    const sequence = this.#sequence;
    this.#sequence = (sequence + 1) % 256;
    return sequence;
  }

  async #publish(
    kind: 'NBIRTH' | 'DBIRTH' | 'DDATA',
    payload: Parameters<NonNullable<typeof payloads>['encodePayload']>[0],
    device = false,
  ): Promise<void> {
    await this.#client?.publishAsync(this.#topic(kind, device), Buffer.from(payloads!.encodePayload(payload)), {
      qos: this.#options.qos ?? 1,
    });
  }
}
