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

/** Best and middle of several rounds, milliseconds. */
function summary(times: number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  const best = sorted[0] ?? Number.NaN;
  const round = (ms: number | undefined): number => Math.round((ms ?? Number.NaN) * 10) / 10;
  return {
    best: round(best),
    median: round(sorted[Math.floor(sorted.length / 2)]),
    rowsPerSecond: Math.round((ROWS / best) * 1000),
  };
}

const ownCpuMs = (): number => (process.cpuUsage().user + process.cpuUsage().system) / 1000;

/** CPU time the engine has used so far, milliseconds: unlike the clock, a busy machine changes it little. */
async function engineCpuMs(client: ClickHouse): Promise<number> {
  const query =
    "SELECT sum(value) / 1000 AS ms FROM system.events WHERE event IN ('UserTimeMicroseconds', 'SystemTimeMicroseconds')";
  const [row] = await (await client.query({ query, format: 'JSONEachRow' })).json<{ ms: number }>();
  return row?.ms ?? Number.NaN;
}

/** What one piece of work takes: by the clock, of our own CPU, and of the engine's. */
async function cost(client: ClickHouse, work: () => Promise<void>) {
  const [engineBefore, ownBefore, start] = [await engineCpuMs(client), ownCpuMs(), performance.now()];
  await work();
  const [wall, own] = [performance.now() - start, ownCpuMs() - ownBefore];
  return { wall, own, engine: (await engineCpuMs(client)) - engineBefore };
}
type Cost = Awaited<ReturnType<typeof cost>>;

const summaries = (costs: Cost[]) => ({
  wallMs: summary(costs.map(({ wall }) => wall)),
  nodeCpuMs: summary(costs.map(({ own }) => own)),
  engineCpuMs: summary(costs.map(({ engine }) => engine)),
});

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
  // Merges run when they please; they cost the same whatever format the rows came in.
  await client.command({ query: 'SYSTEM STOP MERGES' });
  const results = new Map<string, { bytes: number; costs: Cost[] }>();
  const engine: Cost[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    // Formats take turns, so that neighbours on the machine disturb all of them alike. The first round warms up.
    for (const { name, encode } of FORMATS) {
      const rows = plantRows(ROWS, block);
      let bytes = 0;
      const spent = await cost(client, async () => {
        const body = encode(rows);
        bytes = body.length;
        await insertBody(client, name, body);
      });
      if (round > 0) results.set(name, { bytes, costs: [...(results.get(name)?.costs ?? []), spent] });
    }
    if (round === 0) {
      await client.command({ query: `INSERT INTO staged (${columns}) SELECT ${columns} FROM readings LIMIT ${ROWS}` });
    }
    const query = `INSERT INTO readings (${columns}) SELECT ${columns} FROM staged`;
    const clickhouse_settings = { ...settings(), max_block_size: '10000000' };
    const spent = await cost(client, async () => void (await client.command({ query, clickhouse_settings })));
    if (round > 0) engine.push(spent);
  }
  await client.command({ query: 'SYSTEM START MERGES' });
  const formats = [...results].map(([format, { bytes, costs }]) => {
    return { format, bytesARow: Math.round(bytes / ROWS), ...summaries(costs) };
  });
  return { rows: ROWS, rounds: ROUNDS, formats, engineAlone: summaries(engine) };
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
