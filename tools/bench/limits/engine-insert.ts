import { Readable } from 'node:stream';
import { blockSettings, type ClickHouse } from '@millrace/clickhouse';
import { engineCpuSeconds, withDatabase } from '../clickhouse.ts';
import type { BenchContext } from '../stage.ts';
import { type NativeBody, READINGS_COLUMNS } from './native-bodies.ts';

/** The first inserts into new tables are slower, as are ours before the clock starts. */
const WARM = 2;
const CONNECTIONS = [1, 2, 4];

export interface EngineSpeed {
  readonly rowsPerSecond: number;
  readonly engineCpuSeconds: number;
  readonly rows: number;
}

/** Inserts ready-made blocks into new tables with the same views, over 1, 2 and 4 connections; the fastest of them. */
export async function engineSpeed(context: BenchContext, bodies: readonly NativeBody[]): Promise<EngineSpeed> {
  let best: EngineSpeed | undefined;
  for (const connections of CONNECTIONS) {
    const speed = await withDatabase(
      context,
      (client) => insertAll(client, bodies, connections),
      `bench_limit_${connections}`,
    );
    context.tell(`  engine alone, ${connections} at once: ${Math.round(speed.rowsPerSecond)} rows/s`);
    if (best === undefined || speed.rowsPerSecond > best.rowsPerSecond) best = speed;
  }
  if (best === undefined) throw new Error('no connections');
  return best;
}

async function insertAll(client: ClickHouse, bodies: readonly NativeBody[], connections: number): Promise<EngineSpeed> {
  const waiting = bodies.map((body, number) => ({ ...body, token: `bench:${number}` }));
  for (const body of waiting.splice(0, WARM)) await insert(client, body);
  const rows = waiting.reduce((sum, body) => sum + body.rows, 0);
  const [cpu, start] = [await engineCpuSeconds(client), performance.now()];
  const worker = async (): Promise<void> => {
    for (let body = waiting.shift(); body !== undefined; body = waiting.shift()) await insert(client, body);
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - start) / 1_000;
  return { rows, rowsPerSecond: rows / seconds, engineCpuSeconds: (await engineCpuSeconds(client)) - cpu };
}

async function insert(client: ClickHouse, { bytes, token }: NativeBody & { readonly token: string }): Promise<void> {
  const { stream } = await client.exec({
    query: `INSERT INTO readings (${READINGS_COLUMNS}) FORMAT Native`,
    values: Readable.from([bytes], { objectMode: false }),
    clickhouse_settings: blockSettings(token),
  });
  for await (const _ of stream);
}
