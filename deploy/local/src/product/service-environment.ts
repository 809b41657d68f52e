import { join } from 'node:path';
import { LOCAL_TENANT } from './api-tokens.ts';

export const SERVICE_PORTS = {
  ingestion: 8081,
  enrichment: 8082,
  'anomaly-detection': 8083,
  alerting: 8084,
  reporting: 8085,
} as const;
export type ServiceName = keyof typeof SERVICE_PORTS;
export const SERVICE_NAMES = Object.keys(SERVICE_PORTS) as ServiceName[];

/**
 * glibc keeps what large buffers leave behind as soon as one of them was freed (its threshold for giving memory back grows to 32 MiB by
 * itself); fixed, it gives them back at once, a tenth to a sixth of a service's memory. The image says the same.
 */
export const ALLOCATOR = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' } as const;

/** Where the parts are that services talk to, and with which secrets. */
export interface ServiceSurroundings {
  readonly kafkaBrokers: string;
  readonly registryUrl: string;
  readonly otlpUrl: string;
  readonly mqtt: { readonly url: string; readonly username: string; readonly password: string };
  readonly clickhouse: { readonly url: string; readonly user: string; readonly password: string };
  readonly apiTokensFile: string;
  readonly webhooksFile?: string;
  /** Share of readings that are traced, 0 to 1. */
  readonly traceRatio: number;
}

/** The environment of one service, by the same variables that the Helm chart sets. Each gets only what it needs. */
export function serviceEnvironment(name: ServiceName, around: ServiceSurroundings): Record<string, string> {
  const common = {
    ...ALLOCATOR,
    KAFKA_BROKERS: around.kafkaBrokers,
    SCHEMA_REGISTRY_URL: around.registryUrl,
    OTEL_EXPORTER_OTLP_ENDPOINT: around.otlpUrl,
    OTEL_TRACES_SAMPLER_ARG: String(around.traceRatio),
    API_TOKENS_FILE: around.apiTokensFile,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'info',
  };
  switch (name) {
    case 'ingestion':
      return {
        ...common,
        MQTT_URL: around.mqtt.url,
        MQTT_USERNAME: around.mqtt.username,
        MQTT_PASSWORD: around.mqtt.password,
        SPARKPLUG_DEFAULT_TENANT: LOCAL_TENANT,
        // What the broker has acknowledged to a node while ingestion was away is worth more here than the standard's clean session.
        SPARKPLUG_CLEAN_SESSION: 'false',
      };
    case 'reporting':
      return {
        ...common,
        CLICKHOUSE_URL: around.clickhouse.url,
        CLICKHOUSE_USER: around.clickhouse.user,
        CLICKHOUSE_PASSWORD: around.clickhouse.password,
      };
    case 'alerting':
      return { ...common, ...(around.webhooksFile === undefined ? {} : { WEBHOOKS_FILE: around.webhooksFile }) };
    case 'enrichment':
    case 'anomaly-detection':
      return common;
  }
}

/** The log file of a part or service in a run's folder. */
export const logFile = (dir: string, name: string): string => join(dir, 'logs', `${name}.log`);
