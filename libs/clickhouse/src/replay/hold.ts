import { setTimeout as delay } from 'node:timers/promises';
import type { ClickHouse } from '../client.ts';
import { select } from '../select.ts';
import { PATIENT } from './versions.ts';

const NAME = 'millrace_replay_hold';
const POLL_MS = 50;

/**
 * Refuses every insert into the table until `release`, or until `seconds` have passed: a process that dies while it holds a table
 * holds it no longer than that. Reads go on; a sink that is refused tries the same block again until it is taken (docs/adr/0003).
 */
export async function hold(client: ClickHouse, database: string, table: string, seconds: number): Promise<void> {
  await release(client, database, table);
  const until = `now64(3) + toIntervalSecond({seconds:UInt32})`;
  const [row] = await select<{ until: number }>(
    client,
    `SELECT toUnixTimestamp64Milli(${until}) AS until`,
    { seconds },
    PATIENT,
  );
  const check = `now64(3) > fromUnixTimestamp64Milli(toInt64(${row?.until ?? 0}))`;
  await client.command({ query: `ALTER TABLE ${database}.${table} ADD CONSTRAINT ${NAME} CHECK ${check}` });
}

/** Takes inserts again. */
export async function release(client: ClickHouse, database: string, table: string): Promise<void> {
  await client.command({ query: `ALTER TABLE ${database}.${table} DROP CONSTRAINT IF EXISTS ${NAME}` });
}

/**
 * Resolves when no insert into the database is under way: those that began before the hold have ended, one way or the other.
 * The ClickHouse user must see the writers' queries: it is theirs, or it has SELECT on system.processes.
 */
export async function insertsEnded(client: ClickHouse, database: string, timeoutMs: number): Promise<void> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const [row] = await select<{ running: number }>(
      client,
      `SELECT count() AS running FROM system.processes WHERE query_kind = 'Insert' AND current_database = {database:String}`,
      { database },
      PATIENT,
    );
    if (row?.running === 0) return;
    if (Date.now() > end) throw new Error(`inserts into ${database} have not ended within ${timeoutMs / 1_000} s`);
    await delay(POLL_MS);
  }
}
