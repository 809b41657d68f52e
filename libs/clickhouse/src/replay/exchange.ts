import { select } from '../select.ts';
import { PATIENT, type Versions } from './versions.ts';

/** The identity of the physical tables that names stand for now; it moves with a table when names are exchanged. */
export async function identities(
  { client }: Versions,
  database: string,
  tables: readonly string[],
): Promise<Record<string, string>> {
  const rows = await select<{ name: string; id: string }>(
    client,
    `SELECT name, toString(uuid) AS id FROM system.tables WHERE database = {database:String} AND name IN {tables:Array(String)}`,
    { database, tables },
    PATIENT,
  );
  return Object.fromEntries(rows.map(({ name, id }) => [name, id]));
}

/**
 * Lets each name stand for the rebuilt table in the live database, and for the old one in the other. Views follow names: those of
 * the live database go on filling what its names stand for. Tables that are already where they belong (`wanted`: identity by name)
 * stay, so it may be repeated after a crash. The first of `tables` is the one that is written to: it is exchanged last, so that
 * nothing is written into it before the tables of its views are in place.
 */
export async function exchange(
  versions: Versions,
  tables: readonly string[],
  wanted: Readonly<Record<string, string>>,
): Promise<void> {
  const { client, live, rebuilt } = versions;
  const now = await identities(versions, live, tables);
  const pairs = tables.toReversed().filter((table) => now[table] !== wanted[table]);
  if (pairs.length === 0) return;
  const list = pairs.map((table) => `${live}.${table} AND ${rebuilt}.${table}`).join(', ');
  await client.command({ query: `EXCHANGE TABLES ${list}` });
}
