import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Codecs, TOPICS, type Decoded, type EventType } from '@millrace/contracts';
import { loadSettings } from '@millrace/platform';
import { createApp } from '@millrace/platform/nest';
import { ensureTopics, TopicTail, type InRecord } from '@millrace/streaming';
import { stackForTests, waitFor } from '@millrace/testing';
import { pino } from 'pino';
import { AppModule } from '../app.module.ts';
import { settingsSchema } from '../config.ts';

/** A tenant of its own for a test file: the topics are shared with every other. */
export const freshTenant = (): string => `t-${randomBytes(5).toString('hex')}`;

const adminToken = (tenant: string): string => `${tenant}-admin`;
const logger = pino({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent' });

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Whatever the API answers; the tests say what they expect of it.
  readonly body: Record<string, unknown>;
}

export interface RunningIngestion {
  readonly url: string;
  failures(): Record<string, string>;
  post(path: string, body: string | Buffer | object, token: string, headers?: Record<string, string>): Promise<Answer>;
  /** A new device token of the tenant. */
  credential(deviceId: string, scope?: string[]): Promise<string>;
  stop(): Promise<void>;
}

/** Starts an instance on the stack of the test run and waits until it is ready. */
export async function startIngestion(tenant: string, env: Record<string, string> = {}): Promise<RunningIngestion> {
  const { kafkaBrokers, registryUrl } = stackForTests();
  const settings = loadSettings(settingsSchema, {
    ...{ KAFKA_BROKERS: kafkaBrokers.join(','), SCHEMA_REGISTRY_URL: registryUrl, SPARKPLUG_DEFAULT_TENANT: tenant },
    ...env,
  });
  const dir = mkdtempSync(join(tmpdir(), 'millrace-ingestion-'));
  const sha256 = createHash('sha256').update(adminToken(tenant)).digest('hex');
  writeFileSync(join(dir, 'tokens.json'), JSON.stringify([{ name: 'ana', tenant, roles: ['admin'], sha256 }]));
  const { app, readiness } = await createApp({
    module: AppModule.with(settings, await sharedCodecs()),
    logger,
    openapi: { title: 'test', description: 'test' },
    identity: { API_TOKENS_FILE: join(dir, 'tokens.json') },
    bodyLimitBytes: settings.HTTP_BODY_LIMIT_BYTES,
  });
  await app.listen(0, '127.0.0.1');
  await waitFor(() => Object.keys(readiness.failures()).length === 0, { describe: 'ingestion to be ready' });
  const url = await app.getUrl();
  const post: RunningIngestion['post'] = async (path, body, token, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
  };
  return {
    url,
    post,
    failures: () => readiness.failures(),
    async credential(deviceId, scope) {
      const path = `/v1/devices/${encodeURIComponent(deviceId)}/credentials`;
      const { body, status } = await post(path, scope === undefined ? {} : { scope }, adminToken(tenant));
      if (status !== 201) throw new Error(`no credential: ${status} ${JSON.stringify(body)}`);
      return String(body['token']);
    },
    async stop() {
      await app.close();
      rmSync(dir, { recursive: true });
    },
  };
}

let codecs: Promise<Codecs> | undefined;

/** Topics and schemas are made once a test file. */
export function sharedCodecs(): Promise<Codecs> {
  return (codecs ??= (async () => {
    const { kafkaBrokers, registryUrl } = stackForTests();
    await ensureTopics({ brokers: kafkaBrokers, clientId: 'test' }, TOPICS, { replicationFactor: 1 });
    return Codecs.connect({ registryUrl, autoRegister: true });
  })());
}

export interface Seen {
  readonly type: EventType;
  readonly value: Record<string, unknown>;
  readonly record: InRecord;
}

export interface Watch {
  readonly seen: Seen[];
  of(type: EventType): Record<string, unknown>[];
  stop(): Promise<void>;
}

/** Follows topics from now on and keeps what a tenant gets there. */
export async function watch(tenant: string, topics: readonly string[]): Promise<Watch> {
  const seen: Seen[] = [];
  const { kafkaBrokers } = stackForTests();
  const tail = new TopicTail({
    connection: { brokers: kafkaBrokers, clientId: 'watch' },
    topics,
    codecs: await sharedCodecs(),
    logger,
    apply: ({ type, value }: Decoded, record) => {
      if ('tenant' in value && value.tenant === tenant)
        seen.push({ type, value: value as unknown as Seen['value'], record });
    },
    onFatal: (error) => {
      throw error;
    },
  });
  await tail.start();
  return { seen, of: (type) => seen.filter((s) => s.type === type).map((s) => s.value), stop: () => tail.stop() };
}
