import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestStack, temporaryStack } from '../testing/temporary-stack.ts';

let stack: TestStack;
let client: ClickHouseClient;
beforeAll(async () => {
  stack = await temporaryStack(['clickhouse']);
  const { url, user, password } = stack.addresses.clickhouse;
  client = createClient({
    url,
    username: user,
    password,
    max_open_connections: 8,
    log: { level: ClickHouseLogLevel.OFF },
  });
  const window = 'SETTINGS non_replicated_deduplication_window = 10000';
  await client.command({
    query: `CREATE TABLE kept (block UInt32, i UInt32) ENGINE = MergeTree ORDER BY (block, i) ${window}`,
  });
});
afterAll(async () => {
  await client?.close();
  await stack?.remove();
});

const insertBlock = (block: number) =>
  client.insert({
    table: 'kept',
    format: 'JSONEachRow',
    values: Array.from({ length: 100 }, (_, i) => ({ block, i })),
    clickhouse_settings: { insert_deduplicate: 1, insert_deduplication_token: `block:${block}` },
  });

const perBlock = async () => {
  const result = await client.query({
    query: 'SELECT block, count() AS n FROM kept GROUP BY block',
    format: 'JSONEachRow',
  });
  return new Map((await result.json<{ block: number; n: number }>()).map((row) => [row.block, row.n]));
};

describe('ClickHouse data', () => {
  it('is there after a clean restart', async () => {
    await insertBlock(0);
    await stack.restart('clickhouse');
    expect(await perBlock()).toEqual(new Map([[0, 100]]));
  });

  it('of every answered insert is there after kill -9, and a retry of the unanswered ones makes each block whole once', async () => {
    const answered = new Set<number>();
    const failed = new Set<number>();
    let next = 1;
    const writer = async () => {
      while (failed.size === 0) {
        const block = next++;
        try {
          await insertBlock(block);
          answered.add(block);
          if (answered.size === 60) await stack.kill('clickhouse', 'SIGKILL');
        } catch {
          failed.add(block); // the outcome is unknown: exactly what is tested
        }
      }
    };
    await Promise.all([writer(), writer(), writer(), writer()]);
    await stack.restart('clickhouse');

    const found = await perBlock();
    expect([...answered].filter((block) => found.get(block) !== 100)).toEqual([]);

    for (const block of [...answered, ...failed]) await insertBlock(block);
    const retried = await perBlock();
    expect([...answered, ...failed].filter((block) => retried.get(block) !== 100)).toEqual([]);
    expect(failed.size).toBeGreaterThan(0);
  });
});
