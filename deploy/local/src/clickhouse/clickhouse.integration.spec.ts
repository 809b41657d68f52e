import { type ClickHouseClient, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStack, temporaryStack } from '../testing/temporary-stack.ts';

let stack: TestStack;
let client: ClickHouseClient;
beforeAll(async () => {
  stack = await temporaryStack(['clickhouse']);
  const { url, user, password } = stack.addresses.clickhouse;
  client = createClient({ url, username: user, password });
});
afterAll(async () => {
  await client.close();
  await stack.remove();
});

const rows = async <T>(query: string) => (await client.query({ query, format: 'JSONEachRow' })).json<T>();

describe('ClickHouse by its own client', () => {
  it('answers a ping', async () => {
    expect(await client.ping()).toEqual({ success: true });
  });

  it('inserts a retried block and its effect on a view once', async () => {
    const window = 'SETTINGS non_replicated_deduplication_window = 1000';
    await client.command({
      query: `CREATE TABLE dedup_source (k UInt64, v Float64) ENGINE = MergeTree ORDER BY k ${window}`,
    });
    await client.command({
      query: `CREATE TABLE dedup_sums (g UInt64, n UInt64) ENGINE = SummingMergeTree ORDER BY g ${window}`,
    });
    await client.command({
      query:
        'CREATE MATERIALIZED VIEW dedup_view TO dedup_sums AS SELECT k % 3 AS g, count() AS n FROM dedup_source GROUP BY g',
    });
    const insert = (token: string, from: number) =>
      client.insert({
        table: 'dedup_source',
        format: 'JSONEachRow',
        values: Array.from({ length: 100 }, (_, i) => ({ k: from + i, v: i / 2 })),
        clickhouse_settings: {
          insert_deduplicate: 1,
          insert_deduplication_token: token,
          deduplicate_blocks_in_dependent_materialized_views: 1,
          input_format_parallel_parsing: 0,
        },
      });
    await insert('t:0:0-99', 0);
    await insert('t:0:0-99', 0);
    await insert('t:0:100-199', 100);
    expect(await rows('SELECT count() AS n FROM dedup_source')).toEqual([{ n: 200 }]);
    expect(await rows('SELECT sum(n) AS n FROM dedup_sums')).toEqual([{ n: 200 }]);
  });
});
