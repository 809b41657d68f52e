import { ClickHouseError } from '@clickhouse/client';
import { setTimeout as delay } from 'node:timers/promises';
import type { ClickHouse } from '../client.ts';

/**
 * A lock made of the one thing ClickHouse does atomically: a table is created once. Its comment says who holds it and until
 * when. The holder renews; a lock that ran out is renamed away under a name made of its holder, which only one taker can do.
 */
const TABLE = 'schema_migrations_lock';
const LEASE_MS = 30_000;
const POLL_MS = 200;

const ALREADY_EXISTS = '57';
const UNKNOWN_TABLE = '60';

const quote = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;
const comment = (holder: string): string => quote(`${holder} ${Date.now() + LEASE_MS}`);

async function unless(codes: readonly string[], attempt: Promise<unknown>): Promise<boolean> {
  try {
    await attempt;
    return true;
  } catch (error) {
    if (error instanceof ClickHouseError && codes.includes(error.code)) return false;
    throw error;
  }
}

async function stale(client: ClickHouse): Promise<string | undefined> {
  const query = `SELECT comment FROM system.tables WHERE database = currentDatabase() AND name = '${TABLE}'`;
  const [row] = await (await client.query({ query, format: 'JSONEachRow' })).json<{ comment: string }>();
  const [holder, until] = row?.comment.split(' ') ?? [];
  return holder !== undefined && Number(until) < Date.now() ? holder : undefined;
}

const create = (client: ClickHouse, holder: string): Promise<boolean> =>
  unless(
    [ALREADY_EXISTS],
    client.command({ query: `CREATE TABLE ${TABLE} (x UInt8) ENGINE = Memory COMMENT ${comment(holder)}` }),
  );

/** Runs `work` while no other process does. `holder` must be unique to this run and made of word characters. */
export async function withLock<T>(client: ClickHouse, holder: string, work: () => Promise<T>): Promise<T> {
  while (!(await create(client, holder))) {
    const former = await stale(client);
    if (former === undefined) {
      await delay(POLL_MS);
      continue;
    }
    const aside = `${TABLE}_of_${former}`;
    const renamed = client.command({ query: `RENAME TABLE ${TABLE} TO ${aside}` });
    if (await unless([ALREADY_EXISTS, UNKNOWN_TABLE], renamed))
      await client.command({ query: `DROP TABLE IF EXISTS ${aside}` });
  }
  const renewal = new AbortController();
  const renewing = renew(client, holder, renewal.signal);
  try {
    return await work();
  } finally {
    renewal.abort();
    await renewing;
    await client.command({ query: `DROP TABLE IF EXISTS ${TABLE}` });
  }
}

async function renew(client: ClickHouse, holder: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const slept = await delay(LEASE_MS / 3, true, { signal }).catch(() => false);
    if (slept)
      await unless(
        [UNKNOWN_TABLE],
        client.command({ query: `ALTER TABLE ${TABLE} MODIFY COMMENT ${comment(holder)}` }),
      );
  }
}
