import { TelemetryEnriched } from '@millrace/contracts';
import { stackForTests, waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClickHouseProxy } from './clickhouse-proxy.fixture.ts';
import { testDatabase, type TestDatabase } from './database.fixture.ts';
import { enriched } from './events.fixture.ts';
import { TestProducer } from './producer.fixture.ts';
import { freshTenant, type RunningReporting, startReporting } from './reporting.fixture.ts';

describe('ClickHouse goes away and comes back', () => {
  const tenant = freshTenant();
  let database: TestDatabase;
  let producer: TestProducer;
  let proxy: ClickHouseProxy;
  let service: RunningReporting;
  const trouble = (): string => service.readiness.failures()['clickhouse'] ?? '';

  beforeAll(async () => {
    [database, producer, proxy] = await Promise.all([testDatabase(), TestProducer.open(), ClickHouseProxy.start()]);
    const env = { CLICKHOUSE_URL: proxy.url };
    service = await startReporting({ tenants: [tenant], database: database.name, env });
  });
  afterAll(async () => {
    await service.stop();
    await producer.close();
    await proxy.stop();
    await database.drop();
  });

  it('1. blocks are tried until it is back; readiness and REST say so meanwhile; then everything is there once', async () => {
    proxy.isDown = true;
    await producer.send(TelemetryEnriched, 'press-7', enriched({ tenant }));
    await waitFor(() => trouble() !== '', { describe: 'readiness to notice' });
    expect(await service.get(tenant, '/v1/live')).toMatchObject({
      status: 503,
      body: { detail: expect.stringContaining('does not answer') as string },
    });
    await waitFor(() => proxy.refusals > 3, { describe: 'some attempts' });
    proxy.isDown = false;
    await waitFor(() => database.count(`readings WHERE tenant = '${tenant}'`), {
      describe: 'the reading',
      timeoutMs: 40_000,
    });
    await waitFor(() => trouble() === '', { describe: 'readiness to recover', timeoutMs: 40_000 });
    expect(await database.count(`readings WHERE tenant = '${tenant}'`)).toBe(1);
  });

  it('2. without its schema the service waits, and says which migration it lacks', async () => {
    const empty = `${database.name}_empty`;
    await database.client.command({ query: `CREATE DATABASE ${empty}` });
    const { url } = stackForTests().clickhouse;
    const waiting = await startReporting({
      tenants: [tenant],
      database: empty,
      env: { CLICKHOUSE_URL: url },
      waitUntilReady: false,
    });
    await waitFor(() => /lacks migration 1 \(readings\)/.test(waiting.readiness.failures()['clickhouse'] ?? ''));
    expect(await waiting.get(tenant, '/v1/live')).toMatchObject({ status: 503 });
    await waiting.stop();
    await database.client.command({ query: `DROP DATABASE ${empty}` });
  });
});
