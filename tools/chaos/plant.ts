import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Codecs } from '@millrace/contracts';
import { GATEWAY_MQTT_USER, SERVICE_NAMES, startProduct, type Product, type ServiceName } from '@millrace/local-stack';
import { Clock } from './clock/clock.ts';
import { Cluster } from './cluster/cluster.ts';
import { Disk } from './disk.ts';
import { httpDoor } from './load/http-door.ts';
import { Ledger } from './load/ledger.ts';
import { prepareLoadPlant, type LoadDevices } from './load/load-plant.ts';
import { mqttDoor } from './load/mqtt-door.ts';
import { NumberedLoad } from './load/numbered-load.ts';
import { OddReadings } from './load/odd-readings.ts';
import { Poison } from './load/poison.ts';

/** Everything a fault can lay hands on, and everything it is judged by. */
export interface Plant {
  readonly cluster: Cluster;
  readonly product: Product;
  readonly clocks: Readonly<Record<ServiceName, Clock>>;
  /** Small file systems under one broker and under ClickHouse, where this process may mount them. */
  readonly disks: { readonly broker: Disk | undefined; readonly clickhouse: Disk | undefined };
  readonly devices: LoadDevices;
  readonly ledger: Ledger;
  readonly load: NumberedLoad;
  readonly odd: OddReadings;
  readonly poison: Poison;
  readonly codecs: Codecs;
  readonly tell: (line: string) => void;
  stop(): Promise<void>;
}

export interface PlantOptions {
  readonly dir: string;
  readonly readingsPerSecond: number;
  readonly tell: (line: string) => void;
}

const DEVICES = { http: 8, mqtt: 2, odd: 2 } as const;
const MESSAGES_PER_BATCH = 10;
/** The broker whose log is on a small disk. */
export const SMALL_DISK_NODE = 3;
const RESTART_AFTER_MS = 1_000;

/** Three brokers, the other parts and the five services, under load. Stops what it started when one cannot start. */
export async function startPlant({ dir, readingsPerSecond, tell }: PlantOptions): Promise<Plant> {
  mkdirSync(join(dir, 'logs'), { recursive: true });
  const cluster = await Cluster.make(dir, tell);
  const disks = {
    broker: Disk.mount(join(dir, `kafka-${SMALL_DISK_NODE}`)),
    clickhouse: Disk.mount(join(dir, 'stack', 'clickhouse')),
  };
  const stops: (() => Promise<void> | void)[] = [() => disks.clickhouse?.unmount(), () => disks.broker?.unmount()];
  const stop = async (): Promise<void> => {
    for (const undo of stops.splice(0).reverse()) await undo();
  };
  try {
    stops.push(() => cluster.stop());
    await cluster.start();
    tell('three brokers are up');
    const clocks = byService((name) => new Clock(dir, name));
    const product = await startServices(dir, cluster, clocks, tell);
    stops.push(() => product.stop());
    tell('the services are up');
    const { token, devices } = await prepareLoadPlant(product, DEVICES);
    const { addresses } = product.stack;
    const password = product.secrets.mqttPasswords[GATEWAY_MQTT_USER] ?? '';
    const mqtt = await mqttDoor(addresses.mqtt.url, product.tenant, { username: GATEWAY_MQTT_USER, password });
    stops.push(() => mqtt.close());
    const http = httpDoor(product.services.ingestion.url, token);
    const ledger = new Ledger([...devices.http, ...devices.mqtt, ...devices.odd], join(dir, 'acknowledged'));
    const senders = [
      ...devices.http.map((name) => ({ name, send: http })),
      ...devices.mqtt.map((name) => ({ name, send: mqtt.send })),
    ];
    const load = new NumberedLoad({
      ledger,
      devices: senders,
      messagesPerBatch: MESSAGES_PER_BATCH,
      readingsPerSecond,
    });
    const codecs = await Codecs.connect({ registryUrl: addresses.registryUrl, autoRegister: false });
    const odd = new OddReadings(devices.odd, http, ledger);
    const poison = new Poison(cluster.addresses);
    return { cluster, product, clocks, disks, devices, ledger, load, odd, poison, codecs, tell, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The product on the cluster. A service that ends by itself is started again: here the harness is the kubelet. */
async function startServices(
  dir: string,
  cluster: Cluster,
  clocks: Readonly<Record<ServiceName, Clock>>,
  tell: (line: string) => void,
): Promise<Product> {
  const env = byService((name) => ({
    ...clocks[name].env,
    KAFKA_BROKERS: cluster.links[name].map(({ address }) => address).join(','),
    // Load that waits out a fault of some minutes must still raise its alarms, or they could not be counted.
    ...(name === 'alerting' ? { RULE_MAX_DELAY_SECONDS: '3600' } : {}),
  }));
  const product: Product = await startProduct({
    ...{ dir, ports: 'free', env, kafka: { brokers: cluster.addresses, replicationFactor: cluster.brokers.length } },
    onProgress: () => undefined,
    onUnexpectedExit: (message, name) => {
      tell(`${message}; it is started again`);
      setTimeout(() => {
        if (!product.services[name].running) product.services[name].start();
      }, RESTART_AFTER_MS);
    },
  });
  return product;
}

function byService<T>(make: (name: ServiceName) => T): Record<ServiceName, T> {
  return Object.fromEntries(SERVICE_NAMES.map((name) => [name, make(name)])) as Record<ServiceName, T>;
}
