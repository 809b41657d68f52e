import { ClickHouseError } from '@clickhouse/client';
import { setTimeout as delay } from 'node:timers/promises';
import type { ClickHouse } from '../client.ts';
import { quote } from '../quote.ts';

/**
 * A lock made of the one thing ClickHouse does atomically: a table is created once. Its comment says who holds it and until
 * when. The holder renews; a lock that ran out is renamed away under a name made of its holder, which only one taker can do.
 */
export interface LockOptions {
  /** Name of the table that is the lock. */
  readonly table: string;
  /** After how long a holder that does not renew has lost it, milliseconds. */
  readonly leaseMs: number;
  /** Told once when somebody else holds the lock. */
  onWait?(): void;
}

const MIGRATIONS: LockOptions = { table: 'schema_migrations_lock', leaseMs: 30_000 };
const POLL_MS = 200;

const ALREADY_EXISTS = '57';
const UNKNOWN_TABLE = '60';

const comment = (holder: string, leaseMs: number): string => quote(`${holder} ${Date.now() + leaseMs}`);

async function unless(codes: readonly string[], attempt: Promise<unknown>): Promise<boolean> {
  try {
    await attempt;
    return true;
  } catch (error) {
    if (error instanceof ClickHouseError && codes.includes(error.code)) return false;
    throw error;
  }
}

async function stale(client: ClickHouse, table: string): Promise<string | undefined> {
  const query = `SELECT comment FROM system.tables WHERE database = currentDatabase() AND name = '${table}'`;
  const [row] = await (await client.query({ query, format: 'JSONEachRow' })).json<{ comment: string }>();
  const [holder, until] = row?.comment.split(' ') ?? [];
  return holder !== undefined && Number(until) < Date.now() ? holder : undefined;
}

const create = (client: ClickHouse, holder: string, { table, leaseMs }: LockOptions): Promise<boolean> =>
  unless(
    [ALREADY_EXISTS],
    client.command({ query: `CREATE TABLE ${table} (x UInt8) ENGINE = Memory COMMENT ${comment(holder, leaseMs)}` }),
  );

/**
 * Runs `work` while no other process does; the lock is the one of migrations unless another is named. `holder` must be unique to
 * this run and made of word characters.
 */
export async function withLock<T>(
  client: ClickHouse,
  holder: string,
  work: () => Promise<T>,
  lock: LockOptions = MIGRATIONS,
): Promise<T> {
  const { table } = lock;
  for (let waits = 0; !(await create(client, holder, lock)); waits += 1) {
    const former = await stale(client, table);
    if (former === undefined) {
      if (waits === 0) lock.onWait?.();
      await delay(POLL_MS);
      continue;
    }
    const aside = `${table}_of_${former}`;
    const renamed = client.command({ query: `RENAME TABLE ${table} TO ${aside}` });
    if (await unless([ALREADY_EXISTS, UNKNOWN_TABLE], renamed))
      await client.command({ query: `DROP TABLE IF EXISTS ${aside}` });
  }
  const renewal = new AbortController();
  const renewing = renew(client, holder, lock, renewal.signal);
  try {
    return await work();
  } finally {
    renewal.abort();
    await renewing;
    await client.command({ query: `DROP TABLE IF EXISTS ${table}` });
  }
}

async function renew(client: ClickHouse, holder: string, lock: LockOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const slept = await delay(lock.leaseMs / 3, true, { signal }).catch(() => false);
    if (slept)
      await unless(
        [UNKNOWN_TABLE],
        client.command({ query: `ALTER TABLE ${lock.table} MODIFY COMMENT ${comment(holder, lock.leaseMs)}` }),
      );
  }
}
