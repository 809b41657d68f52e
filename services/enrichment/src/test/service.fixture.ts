import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHANGELOGS, Codecs, TOPICS } from '@millrace/contracts';
import { createLogger, loadSettings } from '@millrace/platform';
import { createApp } from '@millrace/platform/nest';
import { ensureTopics } from '@millrace/streaming';
import { streamsOf } from '@millrace/streaming/nest';
import { stackForTests, waitFor } from '@millrace/testing';
import { AppModule } from '../app.module.ts';
import { settingsSchema } from '../config.ts';
import { SERVICE } from '../source.ts';
import { viewsFirst } from '../views-first.ts';

type Role = 'admin' | 'operator' | 'viewer';
export interface Answer {
  readonly status: number;
  // Whatever the API answers; the tests say what they expect of it.
  readonly body: Record<string, unknown>;
}

/** One instance of the service on the stack of the test run, and a tenant nobody else uses. */
export interface RunningService {
  readonly url: string;
  call(method: string, path: string, body?: unknown, role?: Role): Promise<Answer>;
  /** A request as it is, with the token of a role. */
  fetch(path: string, init?: RequestInit, role?: Role): Promise<Response>;
  stop(): Promise<void>;
}

/** A tenant of its own for a test file: the topics are shared with every other. */
export const freshTenant = (): string => `t-${randomBytes(5).toString('hex')}`;

const tokenOf = (tenant: string, role: Role): string => `${tenant}-${role}`;

function tokensFile(dir: string, tenant: string): string {
  const entries = (['admin', 'operator', 'viewer'] as const).map((role) => {
    const sha256 = createHash('sha256').update(tokenOf(tenant, role)).digest('hex');
    return { name: `${role}-of-${tenant}`, tenant, roles: [role], sha256 };
  });
  const file = join(dir, 'tokens.json');
  writeFileSync(file, JSON.stringify(entries));
  return file;
}

/** Starts an instance and waits until it is ready. */
export async function startEnrichment(tenant: string, env: Record<string, string> = {}): Promise<RunningService> {
  const { kafkaBrokers, registryUrl } = stackForTests();
  const settings = loadSettings(settingsSchema, {
    ...{ KAFKA_BROKERS: kafkaBrokers.join(','), SCHEMA_REGISTRY_URL: registryUrl, LOG_LEVEL: 'warn' },
    ...env,
  });
  const connection = { brokers: kafkaBrokers, clientId: 'test' };
  await ensureTopics(connection, [...TOPICS, ...CHANGELOGS], { replicationFactor: 1 });
  const codecs = await Codecs.connect({ registryUrl, autoRegister: true });
  const logger = createLogger({ service: 'enrichment', level: settings.LOG_LEVEL });
  const dir = mkdtempSync(join(tmpdir(), 'millrace-enrichment-'));
  const { app, readiness } = await createApp({
    module: AppModule.with(settings, codecs),
    logger,
    openapi: { title: 'test', description: 'test' },
    identity: { API_TOKENS_FILE: tokensFile(dir, tenant) },
  });
  const strategy = streamsOf(app, { service: SERVICE, settings, codecs, beforeStreams: viewsFirst });
  app.connectMicroservice({ strategy }, { inheritAppConfig: false });
  await app.listen(0, '127.0.0.1');
  await app.startAllMicroservices();
  await waitFor(() => Object.keys(readiness.failures()).length === 0, { describe: 'the service to be ready' });
  const url = await app.getUrl();
  const request = (path: string, init: RequestInit = {}, role: Role = 'admin'): Promise<Response> =>
    fetch(`${url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${tokenOf(tenant, role)}`, ...init.headers },
    });
  return {
    url,
    fetch: request,
    async call(method, path, body, role = 'admin') {
      const json =
        body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      const response = await request(path, { method, ...json }, role);
      const text = await response.text();
      return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
    },
    async stop() {
      await app.close();
      rmSync(dir, { recursive: true });
    },
  };
}
