import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type Stack, startStack } from '@millrace/local-stack';
import { blockSettings, type ClickHouse, connectClickHouse, ensureDatabase, migrate, readings } from '../src/index.ts';
import { FORMATS } from './formats.ts';
import { plantRows } from './rows.ts';

/**
 * Inserts the same rows in every format into `readings` with all its views, beside what the engine takes for the rows alone
 * (INSERT … SELECT from memory, no parsing, no network). Prints JSON. ROWS and ROUNDS change the size; CLICKHOUSE_URL (with _USER and
 * _PASSWORD) names a server, without it the local engine is started.
 */
const env = process.env;
const ROWS = Number(env['ROWS'] ?? 100_000);
const ROUNDS = Number(env['ROUNDS'] ?? 15);
const DATABASE = 'bench_insert';

/** Best and middle of several rounds; on a busy machine the best says more about the code. */
function summary(times: number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  const [best = Number.NaN, middle = Number.NaN] = [sorted[0], sorted[Math.floor(sorted.length / 2)]];
  const rowsPerSecond = (ms: number): number => Math.round((ROWS / ms) * 1000);
  return {
    bestMs: Math.round(best),
    medianMs: Math.round(middle),
    bestRowsPerSecond: rowsPerSecond(best),
    medianRowsPerSecond: rowsPerSecond(middle),
  };
}

async function timed<T>(work: () => Promise<T> | T): Promise<[ms: number, result: T]> {
  const start = performance.now();
  const result = await work();
  return [performance.now() - start, result];
}

const columns = readings.columns.map(({ name }) => name).join(', ');
let block = 0;
const settings = () => blockSettings(`bench:${block++}`);

async function insertBody(client: ClickHouse, format: string, body: Buffer): Promise<void> {
  const query = `INSERT INTO readings (${columns}) FORMAT ${format}`;
  const values = Readable.from([body], { objectMode: false });
  const { stream } = await client.exec({ query, values, clickhouse_settings: settings() });
  for await (const _ of stream);
}

async function measure(client: ClickHouse) {
  await client.command({ query: 'CREATE TABLE staged AS readings ENGINE = Memory' });
  const results: Record<string, { encode: number[]; insert: number[]; bytes: number }> = {};
  const engine: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // Formats take turns, so that merges and neighbours on the machine disturb all of them alike.
    for (const { name, encode } of FORMATS) {
      const rows = plantRows(ROWS, block);
      const [encodeMs, body] = await timed(() => encode(rows));
      const [insertMs] = await timed(() => insertBody(client, name, body));
      const result = (results[name] ??= { encode: [], insert: [], bytes: body.length });
      result.encode.push(encodeMs);
      result.insert.push(insertMs);
      if (round === 0 && name === 'Native') {
        await client.command({
          query: `INSERT INTO staged (${columns}) SELECT ${columns} FROM readings LIMIT ${ROWS}`,
        });
      }
    }
    const query = `INSERT INTO readings (${columns}) SELECT ${columns} FROM staged`;
    const [ms] = await timed(() =>
      client.command({ query, clickhouse_settings: { ...settings(), max_block_size: '10000000' } }),
    );
    engine.push(ms);
  }
  const formats = Object.entries(results).map(([format, { encode, insert, bytes }]) => ({
    format,
    bytesARow: Math.round(bytes / ROWS),
    encode: summary(encode),
    insert: summary(insert),
    both: summary(encode.map((ms, i) => ms + (insert[i] ?? 0))),
  }));
  return { rows: ROWS, rounds: ROUNDS, formats, engineAlone: summary(engine) };
}

const folder = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
let stack: Stack | undefined;
let where = {
  url: env['CLICKHOUSE_URL'] ?? '',
  user: env['CLICKHOUSE_USER'] ?? 'default',
  password: env['CLICKHOUSE_PASSWORD'] ?? '',
};
if (where.url === '') {
  stack = await startStack({ dir: folder, ports: 'free', parts: ['clickhouse'] });
  where = stack.addresses.clickhouse;
}
await ensureDatabase({ ...where, database: DATABASE });
const client = connectClickHouse({ ...where, database: DATABASE });
try {
  await migrate(client);
  process.stdout.write(`${JSON.stringify(await measure(client), undefined, 2)}\n`);
} finally {
  await client.command({ query: `DROP DATABASE ${DATABASE}` });
  await client.close();
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
}
