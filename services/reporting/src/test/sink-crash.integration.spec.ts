import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { TelemetryEnriched } from '@millrace/contracts';
import { stackForTests, waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClickHouseProxy } from './clickhouse-proxy.fixture.ts';
import { testDatabase, type TestDatabase } from './database.fixture.ts';
import { enriched, reading, SECOND, T0 } from './events.fixture.ts';
import { TestProducer } from './producer.fixture.ts';
import { freshTenant } from './reporting.fixture.ts';

const MESSAGES = 600;
const READINGS = 5;
/** Each costs a session timeout: the group waits for the dead member. */
const KILLS = 2;
const PATIENCE = { timeoutMs: 120_000 };

describe('the readings sink is killed between insert and commit, and its answers are lost', () => {
  const tenant = freshTenant();
  let database: TestDatabase;
  let producer: TestProducer;
  let proxy: ClickHouseProxy;
  let sink: ChildProcess;

  async function start(): Promise<ChildProcess> {
    const { kafkaBrokers, registryUrl, clickhouse } = stackForTests();
    const child = fork(fileURLToPath(new URL('./sink-only.main.ts', import.meta.url)), {
      env: {
        ...process.env,
        ...{ KAFKA_BROKERS: kafkaBrokers.join(','), SCHEMA_REGISTRY_URL: registryUrl, STREAM: stream },
        ...{ CLICKHOUSE_URL: proxy.url, CLICKHOUSE_USER: clickhouse.user, CLICKHOUSE_PASSWORD: clickhouse.password },
        CLICKHOUSE_DATABASE: database.name,
      },
      execArgv: ['--conditions=@millrace/source', '--disable-warning=ExperimentalWarning'],
    });
    await once(child, 'message');
    return child;
  }
  const stream = `crash-${randomBytes(4).toString('hex')}`;

  beforeAll(async () => {
    [database, producer, proxy] = await Promise.all([testDatabase(), TestProducer.open(), ClickHouseProxy.start()]);
  });
  afterAll(async () => {
    if (sink.exitCode === null && sink.signalCode === null) {
      sink.kill('SIGKILL');
      await once(sink, 'exit');
    }
    await producer.close();
    await proxy.stop();
    await database.drop();
  });

  it('every reading is stored once, and so it is in every rollup', async () => {
    const sent = Array.from({ length: MESSAGES }, (_, i) => {
      const readings = Array.from({ length: READINGS }, (_, index) =>
        reading(i * READINGS + index, { index, metric: `m${index}`, occurredAt: T0 + i * SECOND }),
      );
      return producer.send(
        TelemetryEnriched,
        `asset-${i % 20}`,
        enriched({ tenant, assetId: `asset-${i % 20}`, readings }),
      );
    });
    let dying = false;
    let kills = 0;
    let seen = 0;
    proxy.fault = (table) => {
      if (table !== 'readings') return 'none';
      seen += 1;
      if (dying) return 'answer lost'; // whatever the dying process still sends
      if (seen % 4 === 0 && kills < KILLS) {
        kills += 1;
        dying = true;
        return 'answer lost';
      }
      return seen % 3 === 0 ? 'answer lost' : seen % 5 === 0 ? 'refused' : 'none';
    };
    sink = await start();
    await Promise.all(sent);
    const stored = () => database.count(`readings WHERE tenant = '${tenant}'`);
    const inserted = (token: string): number => proxy.inserts.filter((insert) => insert.token === token).length;
    for (let round = 0; round < KILLS; round++) {
      await waitFor(() => dying, { describe: 'an insert whose process dies', ...PATIENCE });
      // Other tables' blocks go their own way: a test file that shares the topic may have left records there that are unusable.
      const lost = proxy.inserts.findLast(({ table, fault }) => table === 'readings' && fault === 'answer lost');
      const { token } = lost ?? { token: '' };
      // ClickHouse has the block when the answer is lost; the process never learns it.
      const [, partition = ''] = token.split(':');
      await waitFor(() => database.count(`readings WHERE kafka_partition = ${partition}`), { describe: 'the block' });
      sink.kill('SIGKILL');
      await once(sink, 'exit');
      const before = inserted(token);
      dying = false;
      sink = await start();
      await waitFor(() => inserted(token) > before, { describe: `block ${token} to be finished`, ...PATIENCE });
    }
    await waitFor(async () => (await stored()) >= MESSAGES * READINGS, {
      describe: 'every reading',
      ...PATIENCE,
    });
    expect(await stored()).toBe(MESSAGES * READINGS);
    const distinct = `(SELECT DISTINCT event_id, asset_id, reading_index FROM readings WHERE tenant = '${tenant}')`;
    expect(await database.count(distinct)).toBe(MESSAGES * READINGS);
    for (const width of ['1m', '1h', '1d']) {
      const [sum] = await database.rows<{ n: number; total: number }>(
        `SELECT sum(r.count) AS n, sum(r.sum) AS total FROM readings_${width} AS r WHERE tenant = '${tenant}'`,
      );
      expect(sum).toEqual({ n: MESSAGES * READINGS, total: (MESSAGES * READINGS * (MESSAGES * READINGS - 1)) / 2 });
    }
    const retried = Map.groupBy(proxy.inserts, ({ token }) => token)
      .values()
      .filter((tries) => tries.length > 1);
    expect([...retried].length).toBeGreaterThan(KILLS);
  }, 400_000);
});
