import mqtt, { type MqttClient } from 'mqtt';
import sparkplug from 'sparkplug-payload';
import type { Stack } from '@millrace/local-stack';

const [NODES, DEVICES, METRICS] = [20, 50, 8];

/** Devices of a plant that publish through an MQTT broker, a connection for each edge node. */
export interface MqttPlant {
  /** Publishes the next device message of 8 readings at QoS 0, going round all devices. */
  publish(): void;
  close(): Promise<void>;
}

type Broker = Stack['addresses']['mqtt'];
const connectNodes = ({ url, user, password }: Broker): Promise<MqttClient[]> =>
  Promise.all(Array.from({ length: NODES }, () => mqtt.connectAsync(url, { username: user, password })));
const closeAll = async (clients: readonly MqttClient[]): Promise<void> =>
  void (await Promise.all(clients.map((client) => client.endAsync())));

const value = (device: number, metric: number, at: number): number =>
  Math.round((50 + 10 * Math.sin(at / 60_000 + device + metric)) * 1_000) / 1_000;
const metricName = (metric: number): string => `spindle/channel-${metric}`;

function codecOf(): NonNullable<ReturnType<typeof sparkplug.get>> {
  const codec = sparkplug.get('spBv1.0');
  if (codec === null) throw new Error('sparkplug-payload knows no spBv1.0');
  return codec;
}
const codec = codecOf();

/** Edge nodes as Sparkplug B wants them: births with names and aliases, then data by alias, one sequence number a node. */
export class SparkplugPlant implements MqttPlant {
  /** Births of all nodes and of all their devices. */
  static readonly births = NODES * (1 + DEVICES);
  readonly #clients: readonly MqttClient[];
  readonly #sequences = Array.from({ length: NODES }, () => 0);
  #next = 0;

  private constructor(clients: readonly MqttClient[]) {
    this.#clients = clients;
  }

  static async connect(broker: Broker): Promise<SparkplugPlant> {
    return new SparkplugPlant(await connectNodes(broker));
  }

  bear(): void {
    const timestamp = Date.now();
    for (let node = 0; node < NODES; node += 1) {
      const bdSeq = { name: 'bdSeq', type: 'Int64' as const, value: 0, timestamp };
      this.#send(node, 'NBIRTH', '', { timestamp, metrics: [bdSeq], seq: this.#sequence(node) });
      for (let device = 0; device < DEVICES; device += 1) {
        const metrics = Array.from({ length: METRICS }, (_, metric) => ({
          ...{ name: metricName(metric), alias: metric, type: 'Double' as const, timestamp },
          value: value(device, metric, timestamp),
        }));
        this.#send(node, 'DBIRTH', `/device-${device}`, { timestamp, metrics, seq: this.#sequence(node) });
      }
    }
  }

  publish(): void {
    const node = this.#next % NODES;
    const device = Math.floor(this.#next / NODES) % DEVICES;
    this.#next += 1;
    const timestamp = Date.now();
    const metrics = Array.from({ length: METRICS }, (_, alias) => ({
      ...{ alias, type: 'Double' as const, timestamp, value: value(device, alias, timestamp) },
    }));
    this.#send(node, 'DDATA', `/device-${device}`, { timestamp, metrics, seq: this.#sequence(node) });
  }

  close(): Promise<void> {
    return closeAll(this.#clients);
  }

  #sequence(node: number): number {
    const sequence = this.#sequences[node] ?? 0;
    this.#sequences[node] = (sequence + 1) % 256;
    return sequence;
  }

  #send(node: number, kind: string, device: string, payload: Parameters<typeof codec.encodePayload>[0]): void {
    const topic = `spBv1.0/bench/${kind}/node-${node}${device}`;
    this.#clients[node]?.publish(topic, Buffer.from(codec.encodePayload(payload)), { qos: 0 });
  }
}

/** The same devices, but each message is JSON and carries the names of its metrics, for a receiver that knows no Sparkplug. */
export class JsonPlant implements MqttPlant {
  static readonly filter = 'bench/telemetry/+';
  readonly #clients: readonly MqttClient[];
  #next = 0;

  private constructor(clients: readonly MqttClient[]) {
    this.#clients = clients;
  }

  static async connect(broker: Broker): Promise<JsonPlant> {
    return new JsonPlant(await connectNodes(broker));
  }

  publish(): void {
    const number = this.#next;
    this.#next += 1;
    const [node, device] = [number % NODES, Math.floor(number / NODES) % DEVICES];
    const deviceId = `bench-node-${node}-device-${device}`;
    const occurredAt = Date.now();
    const values: Record<string, number> = {};
    for (let metric = 0; metric < METRICS; metric += 1) values[metricName(metric)] = value(device, metric, occurredAt);
    const body = JSON.stringify({ deviceId, sequence: number % 256, occurredAt, values });
    this.#clients[node]?.publish(`bench/telemetry/${deviceId}`, body, { qos: 0 });
  }

  close(): Promise<void> {
    return closeAll(this.#clients);
  }
}
