import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { AlarmAcknowledged, AnomalyOpened, TelemetryEnriched, topic } from '@millrace/contracts';
import type { ReplayFinding } from '@millrace/streaming';
import { waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClickHouseProxy } from './clickhouse-proxy.fixture.ts';
import { testDatabase, type TestDatabase } from './database.fixture.ts';
import { alarmAcknowledged, anomalyOpened, enriched, reading, SECOND, T0 } from './events.fixture.ts';
import { TestProducer } from './producer.fixture.ts';
import { replay, replayProcess } from './replay.fixture.ts';
import { freshTenant, type RunningReporting, startReporting } from './reporting.fixture.ts';

const READINGS = 4;
const ASSETS = 12;
const DAY = 86_400 * SECOND;
const PATIENCE_MS = 180_000;

/** Replays of tables of a running service, whose topics hold what came since this test began and much that came before. */
describe('a projection is rebuilt beside the live one', { timeout: PATIENCE_MS }, () => {
  const tenant = freshTenant();
  const since = Date.now();
  let database: TestDatabase;
  let producer: TestProducer;
  let reporting: RunningReporting;
  let proxy: ClickHouseProxy;
  let sent = 0;

  /** Device messages of several assets over three days, numbers and texts. */
  async function send(messages: number): Promise<void> {
    const all = Array.from({ length: messages }, (_, i) => {
      const n = sent + i;
      const readings = Array.from({ length: READINGS }, (_, index) =>
        reading(index === 3 ? `state ${n}` : Math.sin(n) * 1000, {
          ...{ index, metric: `m${index}`, quality: n % 7 === 0 ? 'UNCERTAIN' : 'GOOD' },
          occurredAt: T0 + (n % 3) * DAY + n * 37_001,
        }),
      );
      const assetId = `asset-${n % ASSETS}`;
      return producer.send(TelemetryEnriched, assetId, enriched({ tenant, assetId, readings }));
    });
    sent += messages;
    await Promise.all(all);
  }
  const stored = (): Promise<number> => database.count(`readings WHERE tenant = '${tenant}'`);
  const allStored = (): Promise<number | false> =>
    waitFor(async () => (await stored()) >= sent * READINGS && stored(), { describe: 'everything sent to be stored' });

  beforeAll(async () => {
    [database, producer, proxy] = await Promise.all([testDatabase(), TestProducer.open(), ClickHouseProxy.start()]);
    reporting = await startReporting({ tenants: [tenant], database: database.name });
    await send(1_500);
    await producer.bytes(topic.telemetryEnriched, `${tenant}/asset-1`, Buffer.from('no Avro'));
    await producer.send(AnomalyOpened, 'asset-1', anomalyOpened({ tenant }));
    await producer.send(AlarmAcknowledged, 'alarm-1', alarmAcknowledged({ tenant, alarmId: 'alarm-1' }));
    await allStored();
  });
  afterAll(async () => {
    await reporting.stop();
    await producer.close();
    await proxy.stop();
    const old = await database.rows<{ name: string }>(
      `SELECT name FROM system.databases WHERE startsWith(name, '${database.name}_')`,
    );
    for (const { name } of old) await database.client.command({ query: `DROP DATABASE ${name}` });
    await database.drop();
  });

  it('1. from the topic alone the tables come out equal row for row, rollups and latest values included', async () => {
    expect((await replay(database.name, 'readings', 'start', since)).ok).toBe(true);
    const found = await replay(database.name, 'readings', 'compare');
    expect(found.said).toContain('equal');
    expect(found).toMatchObject({ ok: true, equal: true, version: 2 });
    const tables = found['compared'] as { table: string; live: number; rebuilt: number }[];
    expect(tables.map(({ table }) => table)).toEqual([
      ...['readings', 'readings_1m', 'readings_1h', 'readings_1d', 'latest_values'],
    ]);
    for (const { live, rebuilt } of tables) expect(rebuilt).toBe(live);
    expect(tables[0]?.rebuilt).toBeGreaterThanOrEqual(sent * READINGS);
  });

  it('2. a row that was changed in the live table is found and named, and stops the switch', async () => {
    const change = (value: string): Promise<unknown> =>
      database.client.command({
        query: `ALTER TABLE readings UPDATE value_text = '${value}' WHERE tenant = '${tenant}' AND value_text LIKE '%state 77' OR value_text = 'forged'`,
        clickhouse_settings: { mutations_sync: '2' },
      });
    await change('forged');
    const found = await replay(database.name, 'readings', 'run');
    expect(found).toMatchObject({ ok: false, equal: false });
    expect(found['switched']).toBeUndefined();
    expect(found.said).toMatch(
      /kafka_partition \d, kafka_offset \d+, reading_index 3: value_text is "forged" live, "state 77" rebuilt/,
    );
    await change('state 77');
    expect(await replay(database.name, 'readings', 'compare')).toMatchObject({ ok: true });
  });

  it('3. the switch under load: readers see every row once, before, during and after', async () => {
    let going = true;
    const load = (async () => {
      while (going) {
        await send(20);
        await delay(15);
      }
    })();
    const seen: { rows: number; distinct: number; minutes: number }[] = [];
    const reader = (async () => {
      while (going) {
        const [row] = await database.rows<{ rows: number; distinct: number; minutes: number }>(
          `SELECT count() AS rows, uniqExact(event_id, reading_index) AS distinct,
             (SELECT sum(count) FROM readings_1m WHERE tenant = '${tenant}') AS minutes FROM readings WHERE tenant = '${tenant}'`,
        );
        if (row) seen.push(row);
      }
    })();
    let found: ReplayFinding;
    try {
      await waitFor(() => seen.length > 2);
      found = await replay(database.name, 'readings', 'switch');
      const upToNow = seen.length;
      await waitFor(() => seen.length > upToNow + 2);
    } finally {
      going = false;
      await Promise.all([load, reader]);
    }
    expect(found).toMatchObject({ ok: true, switched: true });
    expect(await allStored()).toBe(sent * READINGS);
    expect(
      await database.count(`(SELECT DISTINCT event_id, reading_index FROM readings WHERE tenant = '${tenant}')`),
    ).toBe(sent * READINGS);
    for (const [i, { rows, distinct, minutes }] of seen.entries()) {
      expect(distinct, 'nothing twice').toBe(rows);
      expect(rows, 'nothing goes away').toBeGreaterThanOrEqual(seen[i - 1]?.rows ?? 1_500 * READINGS);
      expect(minutes, 'nor from the rollups').toBeGreaterThanOrEqual(seen[i - 1]?.minutes ?? 0);
    }
    const numeric = sent * (READINGS - 1);
    for (const rollup of ['readings_1m', 'readings_1h', 'readings_1d'])
      expect(await database.rows(`SELECT sum(count) AS n FROM ${rollup} WHERE tenant = '${tenant}'`)).toEqual([
        { n: numeric },
      ]);
    // The old version is there until it is dropped, and nothing is written to it any more.
    expect(await database.count(`${database.name}_readings_v2.readings WHERE tenant = '${tenant}'`)).toBeLessThan(
      sent * READINGS,
    );
    await replay(database.name, 'readings', 'drop');
    expect(await replay(database.name, 'readings', 'status')).toMatchObject({ version: 2, state: 'dropped' });
  });

  it('4. killed in the middle, it goes on where it was, and the live version was never touched', async () => {
    const before = await stored();
    let inserts = 0;
    // The first block is in the new version and the replay never learns it; how many there are depends on what is fetched together.
    proxy.fault = (table) => (table !== 'readings' ? 'none' : ++inserts === 1 ? 'answer lost' : 'refused');
    const dying = replayProcess(database.name, ['run', 'readings', `--since=${since}`], proxy.url);
    await waitFor(() => inserts > 1, { timeoutMs: 60_000, describe: 'the replay to be half done' });
    dying.kill('SIGKILL');
    await once(dying, 'exit');
    expect(await stored()).toBe(before);
    expect((await replay(database.name, 'readings', 'status')).said).toContain('version 3');
    const found = await replay(database.name, 'readings', 'run');
    expect(found).toMatchObject({ ok: true, version: 3, equal: true, switched: true });
    expect(await stored()).toBe(before);
  });

  it('5. given up, it leaves nothing behind; the other projections are rebuilt the same way', async () => {
    for (const [name, table] of [
      ['anomalies', 'anomaly_events'],
      ['alarms', 'alarm_events'],
    ] as const) {
      expect(await replay(database.name, name, 'run', since), name).toMatchObject({ ok: true, switched: true });
      expect(await database.count(`${table} WHERE tenant = '${tenant}'`), table).toBe(1);
    }
    await replay(database.name, 'dead-letters', 'start');
    await replay(database.name, 'dead-letters', 'abort');
    expect(await database.count(`system.databases WHERE name = '${database.name}_dead_letters_v2'`)).toBe(0);
    await expect(replay(database.name, 'dead-letters', 'switch')).rejects.toThrow('no version of dead-letters');
    // What this service itself could not use is on no topic: it is kept.
    const found = await replay(database.name, 'dead-letters', 'run', since);
    expect(found).toMatchObject({ ok: true, version: 3, switched: true });
    expect(await database.count(`dead_letters WHERE tenant = '${tenant}' AND kafka_topic = 'telemetry.enriched'`)).toBe(
      1,
    );
  });
});
