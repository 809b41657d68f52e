import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Codecs, TOPICS } from '@millrace/contracts';
import { createLogger, kafkaConnection, loadSettings } from '@millrace/platform';
import { createApp, type Readiness } from '@millrace/platform/nest';
import { ensureTopics } from '@millrace/streaming';
import { streamsOf } from '@millrace/streaming/nest';
import { stackForTests, waitFor } from '@millrace/testing';
import { AppModule } from '../app.module.ts';
import { settingsSchema } from '../config.ts';
import { SERVICE } from '../source.ts';

/** A tenant of its own for a test: the topics are shared with every other. */
export const freshTenant = (): string => `t-${randomBytes(5).toString('hex')}`;

export interface Answer {
  readonly status: number;
  // Whatever the API answers; the tests say what they expect of it.
  readonly body: Record<string, unknown>;
}

export interface RunningReporting {
  readonly url: string;
  readonly readiness: Readiness;
  /** GET as a viewer of the tenant. */
  fetch(tenant: string, path: string, init?: RequestInit): Promise<Response>;
  get(tenant: string, path: string): Promise<Answer>;
  stop(): Promise<void>;
}

function tokensFile(dir: string, tenants: readonly string[]): string {
  const sha256 = (token: string): string => createHash('sha256').update(token).digest('hex');
  const entries = tenants.map((tenant) => ({
    name: 'ana',
    tenant,
    roles: ['viewer'],
    sha256: sha256(`token-${tenant}`),
  }));
  const file = join(dir, 'tokens.json');
  writeFileSync(file, JSON.stringify(entries));
  return file;
}

/** Starts the service on the stack of the test run, with a database of its own, and waits until it is ready. */
export async function startReporting(options: {
  tenants: readonly string[];
  database: string;
  env?: Record<string, string>;
  waitUntilReady?: boolean;
}): Promise<RunningReporting> {
  const { kafkaBrokers, registryUrl, clickhouse } = stackForTests();
  const settings = loadSettings(settingsSchema, {
    ...{ KAFKA_BROKERS: kafkaBrokers.join(','), SCHEMA_REGISTRY_URL: registryUrl, LOG_LEVEL: 'error' },
    ...{ CLICKHOUSE_URL: clickhouse.url, CLICKHOUSE_USER: clickhouse.user, CLICKHOUSE_PASSWORD: clickhouse.password },
    CLICKHOUSE_DATABASE: options.database,
    ...options.env,
  });
  const connection = kafkaConnection(settings, 'test');
  await ensureTopics(connection, TOPICS, { replicationFactor: 1 });
  const codecs = await Codecs.connect({ registryUrl, autoRegister: true });
  const logger = createLogger({ service: SERVICE, level: settings.LOG_LEVEL });
  const dir = mkdtempSync(join(tmpdir(), 'millrace-reporting-'));
  const { app, readiness } = await createApp({
    module: AppModule.with(settings, codecs),
    logger,
    openapi: { title: 'test', description: 'test' },
    identity: { API_TOKENS_FILE: tokensFile(dir, options.tenants) },
  });
  const strategy = streamsOf(app, { service: SERVICE, settings, codecs });
  app.connectMicroservice({ strategy }, { inheritAppConfig: false });
  await app.listen(0, '127.0.0.1');
  await app.startAllMicroservices();
  const ready = (): boolean => Object.keys(readiness.failures()).length === 0;
  if (options.waitUntilReady ?? true) await waitFor(ready, { describe: 'the service to be ready' });
  const url = await app.getUrl();
  const request = (tenant: string, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer token-${tenant}`, ...init.headers } });
  return {
    url,
    readiness,
    fetch: request,
    async get(tenant, path) {
      const response = await request(tenant, path);
      return { status: response.status, body: (await response.json()) as Answer['body'] };
    },
    async stop() {
      await app.close();
      rmSync(dir, { recursive: true });
    },
  };
}
