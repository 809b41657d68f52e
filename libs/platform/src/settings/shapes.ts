import { z } from 'zod';
import { decimal, flag, httpUrl, integer, list } from './values.ts';

/** Reusable parts of a service's settings: `z.object({ ...kafkaSettings, ...httpSettings(8081), … })`. */
export const kafkaSettings = {
  KAFKA_BROKERS: list()
    .pipe(z.array(z.string().regex(/^[^:\s]+:\d{1,5}$|^\[[^\]]+\]:\d{1,5}$/, 'every broker must be host:port')))
    .default(['127.0.0.1:9092']),
  KAFKA_TLS: flag().default(false),
  KAFKA_SASL_MECHANISM: z
    .enum(['plain', 'scram-sha-256', 'scram-sha-512'], 'must be plain, scram-sha-256 or scram-sha-512')
    .optional(),
  KAFKA_SASL_USERNAME: z.string().optional(),
  KAFKA_SASL_PASSWORD: z.string().optional(),
  SCHEMA_REGISTRY_URL: httpUrl().default('http://127.0.0.1:8090/apis/ccompat/v7'),
  SCHEMA_AUTO_REGISTER: flag().default(true),
};

/** How people and programs are known, and what they may do (docs/access.md). */
export const identitySettings = {
  /** JSON list of API tokens, as hashes. */
  API_TOKENS_FILE: z.string().optional(),
  /** JSON list of the grants that whoever installs Millrace gives. */
  ACCESS_GRANTS_FILE: z.string().optional(),
  /** The identity provider, as it writes itself in its tokens; without it nobody signs in. */
  OIDC_ISSUER: httpUrl().optional(),
  /** Who access tokens must be for. */
  OIDC_AUDIENCE: z.string().min(1).default('millrace'),
  OIDC_TENANT_CLAIM: z.string().min(1).default('tenant'),
  OIDC_GROUPS_CLAIM: z.string().min(1).default('groups'),
  /** Tenant of people whose tokens do not name one. */
  OIDC_DEFAULT_TENANT: z.string().min(1).optional(),
  /** JSON list of the keys that browsers' sessions are sealed with, the one in use first. */
  SESSION_KEYS_FILE: z.string().optional(),
};

/** Loopback by default: a container image opens it to its network on purpose. */
export const httpSettings = (defaultPort: number) => ({
  HTTP_HOST: z.string().default('127.0.0.1'),
  HTTP_PORT: integer(0, 65_535).default(defaultPort),
  HTTP_BODY_LIMIT_BYTES: integer(1_024, 1_073_741_824).default(5 * 1_024 * 1_024),
  /** Bytes of all bodies whose requests are not answered yet; beyond it a request is refused unread. */
  HTTP_MAX_PENDING_BYTES: integer(1_024, 4_294_967_296).default(64 * 1_024 * 1_024),
  /** Connections beyond it are closed at once. */
  HTTP_MAX_CONNECTIONS: integer(1, 1_000_000).default(4_096),
  SHUTDOWN_DEADLINE_SECONDS: integer(1, 600).default(20),
  ...identitySettings,
});

export const telemetrySettings = {
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a pino level')
    .default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl().optional(),
  OTEL_TRACES_SAMPLER_ARG: decimal(0, 1).default(0.01),
};

export type TelemetrySettings = z.infer<z.ZodObject<typeof telemetrySettings>>;

/** What a Kafka client needs of the settings; the shape `@millrace/streaming` takes as its connection. */
export interface KafkaClientSettings {
  brokers: string[];
  clientId: string;
  ssl?: boolean;
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string };
}

export type KafkaSettings = z.infer<z.ZodObject<typeof kafkaSettings>>;

/** Settings → connection of a Kafka client. Without a mechanism there is no SASL, whatever else is set. */
export function kafkaConnection(settings: KafkaSettings, clientId: string): KafkaClientSettings {
  const mechanism = settings.KAFKA_SASL_MECHANISM;
  return {
    brokers: settings.KAFKA_BROKERS,
    clientId,
    ...(settings.KAFKA_TLS ? { ssl: true } : {}),
    ...(mechanism === undefined
      ? {}
      : {
          sasl: {
            mechanism,
            username: settings.KAFKA_SASL_USERNAME ?? '',
            password: settings.KAFKA_SASL_PASSWORD ?? '',
          },
        }),
  };
}
