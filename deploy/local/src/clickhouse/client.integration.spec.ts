import { Readable } from 'node:stream';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStack, temporaryStack } from '../testing/temporary-stack.ts';

let stack: TestStack;
let client: ClickHouseClient;
beforeAll(async () => {
  stack = await temporaryStack(['clickhouse']);
  const { url, user, password } = stack.addresses.clickhouse;
  client = createClient({ url, username: user, password, log: { level: ClickHouseLogLevel.OFF } });
});
afterAll(async () => {
  await client?.close();
  await stack?.remove();
});

const rows = async <T>(query: string) => (await client.query({ query, format: 'JSONEachRow' })).json<T>();

describe('ClickHouse by its own client', () => {
  it('answers a ping', async () => {
    expect(await client.ping()).toEqual({ success: true });
    expect(await client.ping({ select: true })).toMatchObject({ success: true });
  });

  it('takes rows as objects, as arrays and as a stream', async () => {
    await client.command({ query: 'CREATE TABLE people (id UInt32, name String) ENGINE = MergeTree ORDER BY id' });
    const { summary } = await client.insert({
      table: 'people',
      format: 'JSONEachRow',
      values: [{ id: 1, name: "O'Hara\n\n;" }],
    });
    expect(summary?.written_rows).toBe('1');
    await client.insert({ table: 'people', format: 'JSONCompactEachRow', columns: ['name', 'id'], values: [['b', 2]] });
    const stream = Readable.from(
      [
        { id: 3, name: 'c' },
        { id: 4, name: 'd' },
      ],
      { objectMode: true },
    );
    await client.insert({ table: 'people', format: 'JSONEachRow', values: stream });
    await client.insert({ table: 'people', format: 'JSONEachRow', values: [] });
    expect(await rows('SELECT * FROM people ORDER BY id')).toEqual([
      { id: 1, name: "O'Hara\n\n;" },
      { id: 2, name: 'b' },
      { id: 3, name: 'c' },
      { id: 4, name: 'd' },
    ]);
  });

  it('takes RowBinary through exec, whatever bytes are in it', async () => {
    await client.command({ query: 'CREATE TABLE bytes (k UInt16, v UInt8) ENGINE = MergeTree ORDER BY k' });
    // Every pair of bytes, blank lines and semicolons among them: as inline data the engine would stop at the first "\n\n".
    const body = Buffer.alloc(65_536 * 3);
    for (let k = 0; k < 65_536; k++) body.writeUInt16LE(k, body.writeUInt8(k % 256, k * 3 + 2) - 3);
    const query = 'INSERT INTO bytes (k, v) FORMAT RowBinary';
    const { stream, summary } = await client.exec({
      query,
      values: Readable.from([body.subarray(0, 1000), body.subarray(1000)]),
    });
    stream.destroy();
    expect(summary?.written_rows).toBe('65536');
    expect(await rows('SELECT count() AS n, uniqExact(k) AS u, countIf(v != k % 256) AS wrong FROM bytes')).toEqual([
      { n: 65_536, u: 65_536, wrong: 0 },
    ]);
  });

  it('binds parameters and applies settings of one query', async () => {
    const query = 'SELECT {s:String} AS s, {n:UInt8} AS n, toUInt32(getSetting({name:String})) AS size';
    const hostile = "'; DROP TABLE people -- \\ \t\n {n:UInt8}";
    const result = await client.query({
      query,
      format: 'JSONEachRow',
      query_params: { s: hostile, n: 7, name: 'max_block_size' },
      clickhouse_settings: { max_block_size: '4321' },
    });
    expect(await result.json()).toEqual([{ s: hostile, n: 7, size: 4321 }]);
  });

  it('streams a large result and compresses both ways when asked', async () => {
    const { url, user, password } = stack.addresses.clickhouse;
    const compressing = createClient({ url, username: user, password, compression: { request: true, response: true } });
    const values = Array.from({ length: 50_000 }, (_, i) => ({ id: i + 10, name: `person ${i}` }));
    await compressing.insert({ table: 'people', format: 'JSONEachRow', values });
    const result = await compressing.query({ query: 'SELECT id FROM people WHERE id >= 10', format: 'JSONEachRow' });
    let seen = 0;
    for await (const chunk of result.stream()) seen += chunk.length;
    expect(seen).toBe(50_000);
    await compressing.close();
  });

  it('raises the code and the type of an error, before and in the middle of a result', async () => {
    const failing = client.query({ query: 'SELECT nothing', format: 'JSONEachRow' });
    await expect(failing).rejects.toMatchObject({ code: '47', type: 'UNKNOWN_IDENTIFIER' });
    const late = await client.query({
      query: 'SELECT throwIf(number = 500000) FROM numbers(1000000) SETTINGS max_block_size = 65000',
      format: 'JSONEachRow',
    });
    const read = async () => {
      for await (const chunk of late.stream()) expect(chunk.length).toBeGreaterThan(0);
    };
    await expect(read()).rejects.toMatchObject({ code: '395' });
  });

  it('inserts a retried block and its effect on a view once', async () => {
    const window = 'SETTINGS non_replicated_deduplication_window = 1000';
    await client.command({ query: `CREATE TABLE facts (k UInt64, v Float64) ENGINE = MergeTree ORDER BY k ${window}` });
    await client.command({
      query: `CREATE TABLE sums (g UInt64, n UInt64) ENGINE = SummingMergeTree ORDER BY g ${window}`,
    });
    await client.command({
      query: 'CREATE MATERIALIZED VIEW facts_to_sums TO sums AS SELECT k % 3 AS g, count() AS n FROM facts GROUP BY g',
    });
    const insert = (token: string) =>
      client.insert({
        table: 'facts',
        format: 'JSONEachRow',
        values: Array.from({ length: 100 }, (_, i) => ({ k: i, v: i / 2 })),
        clickhouse_settings: {
          insert_deduplicate: 1,
          insert_deduplication_token: token,
          deduplicate_blocks_in_dependent_materialized_views: 1,
          input_format_parallel_parsing: 0,
        },
      });
    await insert('t:0:0-99');
    await insert('t:0:0-99');
    await insert('t:0:100-199');
    expect(await rows('SELECT count() AS n FROM facts')).toEqual([{ n: 200 }]);
    expect(await rows('SELECT sum(n) AS n FROM sums')).toEqual([{ n: 200 }]);
  });
});
