import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLACING_OF_TABLES, select, tableFilters, type RowScope } from '../src/index.ts';
import { testDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.drop());

const LIMITS = { maxSeconds: 10, maxRows: 1_000 };

describe('the scope of a read', () => {
  it('1. covers every table that has a tenant: a new one has to be thought about', async () => {
    const sql = `SELECT DISTINCT c.table AS table FROM system.columns AS c JOIN system.tables AS t ON t.database = c.database AND t.name = c.table
      WHERE c.database = currentDatabase() AND c.name = 'tenant' AND t.engine LIKE '%MergeTree' ORDER BY table`;
    const rows = await select<{ table: string }>(database.client, sql, {}, LIMITS);
    expect(rows.map(({ table }) => table)).toEqual(Object.keys(PLACING_OF_TABLES).sort());
  });

  it('2. shows rows of the tenant and of the places, through tables, views and rollups, whatever the statement says', async () => {
    const asset = (tenant: string, id: string, place: string, value: number) => ({
      ...{ tenant, asset_id: id, asset_path: place, metric: 't', occurred_at: '2026-05-01 00:00:00', unit: 'Cel' },
      ...{ received_at: '2026-05-01 00:00:00', value, quality: 'GOOD', device_id: 'd', shift: '', trace_id: '' },
      ...{ event_id: '0192d3a0-7a51-7c11-8a55-0f3e6b2d9c10', reading_index: 0, kafka_partition: 0, kafka_offset: 0 },
    });
    const values = [
      asset('acme', 'p1', 'acme/north/p1', 1),
      asset('acme', 'p2', "acme/it's/p2", 2),
      asset('acme', 'p3', 'acme/north-2/p3', 4),
      asset('other', 'p1', 'acme/north/p1', 8),
    ];
    await database.client.insert({ table: 'readings', values, format: 'JSONEachRow' });
    const sum = async (from: string, column: string, scope: RowScope): Promise<number> => {
      const filters = tableFilters(database.name, scope);
      const sql = `SELECT toFloat64(sum(${column})) AS n FROM ${from}`;
      const [row] = await select<{ n: number }>(database.client, sql, {}, { ...LIMITS, filters });
      return row?.n ?? 0;
    };
    const scopes: [readonly string[], number][] = [
      [[''], 7],
      [['acme/north'], 1],
      [["acme/it's"], 2],
      [['acme/north', "acme/it's"], 3],
      [['acme/north/p1'], 1],
      [['acme/nort'], 0],
      [[], 0],
    ];
    for (const [places, expected] of scopes) {
      const scope = { tenant: 'acme', places };
      expect([places, await sum('readings', 'value', scope)]).toEqual([places, expected]);
      expect([places, await sum('latest_values FINAL', 'value', scope)]).toEqual([places, expected]);
      expect([places, await sum('readings_1h', 'sum', scope)]).toEqual([places, expected]);
      expect([places, await sum('corrected_readings', 'value', scope)]).toEqual([places, expected]);
    }
    expect(
      await sum('readings AS a JOIN readings AS b ON a.asset_id = b.asset_id', 'b.value', {
        tenant: 'acme',
        places: ['acme/north'],
      }),
    ).toBe(1);
    expect(await sum('readings', 'value', { tenant: "o' OR 1 = 1 --", places: [''] })).toBe(0);
  });

  it('3. lets nothing be written', async () => {
    const filters = tableFilters(database.name, { tenant: 'acme', places: [''] });
    const write = select(database.client, 'INSERT INTO readings_1h (tenant) VALUES (1)', {}, { ...LIMITS, filters });
    await expect(write).rejects.toThrow();
  });
});
