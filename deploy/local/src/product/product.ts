import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../ports.ts';
import { withProgress, type OnProgress } from '../progress.ts';
import { startStack, type Stack } from '../stack.ts';
import { LOCAL_TENANT, localSecrets, writeApiTokensFile, type LocalSecrets } from './api-tokens.ts';
import { buildServices } from './build.ts';
import { INGESTION_MQTT_USER, localMqttUsers, MQTT_USER_NAMES } from './mqtt-users.ts';
import { prepareStores } from './prepare-stores.ts';
import { SERVICE_NAMES, SERVICE_PORTS, serviceEnvironment, logFile, type ServiceName } from './service-environment.ts';
import { ServiceProcess } from './service-process.ts';

export const CLICKHOUSE_USER = 'millrace';

export interface ProductOptions {
  /** Data, logs and secrets of this run; the same folder again is the same plant. */
  readonly dir: string;
  /** `'free'`: any free ports, so that tests run beside a plant that is up. Default: the usual ones. */
  readonly ports?: 'free';
  readonly traceRatio?: number;
  /** Webhook endpoints of the alerting service (see its WEBHOOKS_FILE setting). */
  readonly webhooksFile?: string;
  /** Further settings of single services. */
  readonly env?: Partial<Record<ServiceName, Readonly<Record<string, string>>>>;
  /** A Kafka cluster that is there already; by default the stack starts one broker. */
  readonly kafka?: { readonly brokers: readonly string[]; readonly replicationFactor: number };
  readonly onProgress: OnProgress;
  readonly onUnexpectedExit: (message: string, service: ServiceName) => void;
}

/** The whole product on this machine: the stack's parts and the five services, as processes. */
export interface Product {
  readonly dir: string;
  readonly tenant: string;
  readonly stack: Stack;
  readonly secrets: LocalSecrets;
  readonly services: Readonly<Record<ServiceName, ServiceProcess>>;
  /** One more instance of a service, on a port of its own, not started yet. Whoever asks for it stops it. */
  anotherInstance(name: ServiceName, port: number, env?: Readonly<Record<string, string>>): ServiceProcess;
  stop(): Promise<void>;
}

/**
 * Builds the services, starts the stack, creates topics, schemas and tables, and starts the services.
 * Resolves when every one of them is ready; stops what it started when one cannot start.
 */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const { dir, onProgress } = options;
  mkdirSync(join(dir, 'logs'), { recursive: true });
  const secrets = localSecrets(dir, MQTT_USER_NAMES);
  const servicePorts = await portsOfServices(options.ports);
  const building = withProgress('build', 'compiling the services', onProgress, buildServices);
  const starting = startStack({
    dir: join(dir, 'stack'),
    mqttUsers: localMqttUsers(secrets.mqttPasswords),
    clickhouseUser: { user: CLICKHOUSE_USER, password: secrets.clickhousePassword },
    servicePorts,
    onProgress,
    ...(options.ports === undefined ? {} : { ports: options.ports }),
    ...(options.kafka === undefined ? {} : { kafkaBrokers: options.kafka.brokers }),
  });
  const [built, started] = await Promise.allSettled([building, starting]);
  if (started.status === 'rejected') throw started.reason;
  const stack = started.value;
  if (built.status === 'rejected') {
    await stack.stop();
    throw built.reason;
  }
  const make = serviceMaker(options, stack, secrets);
  const entries = SERVICE_NAMES.map((name) => [name, make(name, servicePorts[name])] as const);
  const services = Object.fromEntries(entries) as Record<ServiceName, ServiceProcess>;
  const stop = async (): Promise<void> => {
    // Readers of a topic end before its writers, so that nothing is left half way.
    for (const name of SERVICE_NAMES) await services[name].stop();
    await stack.stop();
  };
  try {
    await withProgress('stores', 'creating topics, schemas and tables', onProgress, () =>
      prepareStores(stack.addresses, options.kafka?.replicationFactor ?? 1),
    );
    await withProgress('services', 'starting', onProgress, async () => {
      for (const name of SERVICE_NAMES) services[name].start();
      await Promise.all(SERVICE_NAMES.map((name) => services[name].ready()));
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { dir, tenant: LOCAL_TENANT, stack, secrets, services, anotherInstance: make, stop };
}

async function portsOfServices(ports: 'free' | undefined): Promise<Record<ServiceName, number>> {
  if (ports === undefined) return { ...SERVICE_PORTS };
  const free = await freePorts(SERVICE_NAMES.length);
  return Object.fromEntries(SERVICE_NAMES.map((name, index) => [name, free[index]])) as Record<ServiceName, number>;
}

/** Makes instances of services that talk to the stack. */
function serviceMaker(
  options: ProductOptions,
  stack: Stack,
  secrets: LocalSecrets,
): (name: ServiceName, port: number, env?: Readonly<Record<string, string>>) => ServiceProcess {
  const { addresses } = stack;
  const around = {
    kafkaBrokers: addresses.kafkaBrokers.join(','),
    registryUrl: addresses.registryUrl,
    otlpUrl: addresses.otlpUrl,
    mqtt: {
      url: addresses.mqtt.url,
      username: INGESTION_MQTT_USER,
      password: secrets.mqttPasswords[INGESTION_MQTT_USER] ?? '',
    },
    clickhouse: addresses.clickhouse,
    apiTokensFile: writeApiTokensFile(options.dir, secrets.tokens),
    traceRatio: options.traceRatio ?? 0.01,
    ...(options.webhooksFile === undefined ? {} : { webhooksFile: options.webhooksFile }),
  };
  let made = 0;
  const logs = new Set<string>();
  return (name, port, env = {}) => {
    const log = logs.has(name) ? `${name}-${(made += 1)}` : name;
    logs.add(log);
    return new ServiceProcess({
      ...{ name, port, logFile: logFile(options.dir, log) },
      env: { ...serviceEnvironment(name, around), ...options.env?.[name], ...env },
      onUnexpectedExit: (message) => options.onUnexpectedExit(message, name),
    });
  };
}
