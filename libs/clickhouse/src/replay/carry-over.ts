import { select } from '../select.ts';
import { rowColumns } from './row-columns.ts';
import { array, PATIENT, type ReplayedTable, type Versions } from './versions.ts';

/** Rows that the topic cannot give any more: of records before `from`, or of another topic. */
function notOnTopic({ fromTopic }: ReplayedTable): string {
  const older = 'kafka_offset < {from:Array(Int64)}[kafka_partition + 1]';
  return fromTopic === '' ? older : `NOT (${fromTopic}) OR ${older}`;
}

/**
 * Copies the live rows that the topic cannot give any more into the rebuilt version, which is emptied first: it is the first thing
 * that is written there. Through the views they reach the rollups, too.
 * @returns how many rows were copied
 */
export async function carryOver(
  versions: Versions,
  table: ReplayedTable,
  derived: readonly string[],
  from: readonly number[],
): Promise<number> {
  const { client, live, rebuilt } = versions;
  for (const name of [table.table, ...derived]) await client.command({ query: `TRUNCATE TABLE ${rebuilt}.${name}` });
  await copy(versions, table, notOnTopic(table), from);
  const [row] = await select<{ copied: number }>(
    client,
    `SELECT count() AS copied FROM ${rebuilt}.${table.table}`,
    {},
    PATIENT,
  );
  const expected = await countKept(versions, live, table, from);
  if (row?.copied !== expected)
    throw new Error(`${table.table}: copied ${row?.copied} of ${expected} rows that the topic does not hold`);
  return expected;
}

/** Copies rows of other topics that were written since: those whose `id` the rebuilt version does not have. */
export async function carryOverSince(versions: Versions, table: ReplayedTable, id: string): Promise<void> {
  const { rebuilt } = versions;
  const missing = `NOT (${table.fromTopic}) AND ${id} NOT IN (SELECT ${id} FROM ${rebuilt}.${table.table})`;
  await copy(versions, table, missing, []);
}

async function countKept(
  { client }: Versions,
  database: string,
  table: ReplayedTable,
  from: readonly number[],
): Promise<number> {
  const sql = `SELECT count() AS rows FROM ${database}.${table.table} WHERE ${notOnTopic(table)}`;
  const [row] = await select<{ rows: number }>(client, sql, { from: array(from) }, PATIENT);
  return row?.rows ?? 0;
}

async function copy(
  versions: Versions,
  table: ReplayedTable,
  condition: string,
  from: readonly number[],
): Promise<void> {
  const { client, live, rebuilt } = versions;
  const names = [...(await rowColumns(versions, table.table)).map(({ name }) => name), 'inserted_at'].join(', ');
  await client.command({
    query: `INSERT INTO ${rebuilt}.${table.table} (${names}) SELECT ${names} FROM ${live}.${table.table} WHERE ${condition}`,
    query_params: { from: array(from) },
    clickhouse_settings: { throw_on_max_partitions_per_insert_block: 0, insert_deduplicate: 0 },
  });
}
