import { randomUUID } from 'node:crypto';
import { connectClickHouse, DATABASE, type ClickHouse, type ClickHouseConnection } from '../client.ts';
import { pending, SchemaError } from './compare.ts';
import { createJournal, readJournal, record } from './journal.ts';
import { loadMigrations, MIGRATIONS, type Statement } from './load-migrations.ts';
import { withLock } from './lock.ts';

export interface MigrateOptions {
  /** Where the `NNNN-name.sql` files are; the product's own unless said otherwise. */
  folder?: URL;
  /** Told about every statement that was applied now. */
  onStep?: (statement: Statement) => void;
}

/**
 * Makes the database when it is not there yet. A user with rights in one database only cannot make any, and need not when it
 * is there.
 */
export async function ensureDatabase(connection: ClickHouseConnection): Promise<void> {
  const database = connection.database ?? DATABASE;
  if (!/^[A-Za-z_]\w*$/.test(database)) throw new RangeError(`database '${database}': must be a plain identifier`);
  const client = connectClickHouse({ ...connection, database: 'default' });
  try {
    const query = 'SELECT count() AS found FROM system.databases WHERE name = {database:String}';
    const answer = await client.query({ query, query_params: { database }, format: 'JSONEachRow' });
    const [row] = await answer.json<{ found: number }>();
    if (row?.found !== 1) await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${database}` });
  } finally {
    await client.close();
  }
}

/**
 * Applies what is not yet applied to the client's database, one statement after the other, each recorded with its checksum.
 * Several processes may call it at once: they take turns.
 * @returns how many statements were applied by this call
 * @throws SchemaError when an applied statement was changed or removed
 */
export async function migrate(client: ClickHouse, options: MigrateOptions = {}): Promise<number> {
  const statements = await loadMigrations(options.folder ?? MIGRATIONS);
  if (pending(statements, await readJournal(client)).length === 0) return 0;
  const holder = randomUUID().replaceAll('-', '');
  return withLock(client, holder, async () => {
    await createJournal(client);
    const todo = pending(statements, await readJournal(client));
    for (const statement of todo) {
      await client.command({ query: statement.sql });
      await record(client, statement, holder);
      options.onStep?.(statement);
    }
    return todo.length;
  });
}

/** @throws SchemaError unless every migration this program knows has been applied unchanged. */
export async function verifySchema(client: ClickHouse, folder: URL = MIGRATIONS): Promise<void> {
  const [first, ...more] = pending(await loadMigrations(folder), await readJournal(client));
  if (first === undefined) return;
  throw new SchemaError(
    `the database lacks migration ${first.version} (${first.name}), statement ${first.number}, and ${more.length} more; run the migrations first`,
    true,
  );
}
