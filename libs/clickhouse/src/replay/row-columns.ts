import { select } from '../select.ts';
import { PATIENT, type ReplayedTable, type Versions } from './versions.ts';

interface Column {
  readonly name: string;
  readonly type: string;
}

/** When a row was written says nothing about what it is made of. */
const WRITTEN_AT = 'inserted_at';

/** Every column of a live table that a record decides, in order. */
export async function rowColumns({ client, live }: Versions, table: string): Promise<Column[]> {
  const sql = `SELECT name, type FROM system.columns WHERE database = {live:String} AND table = {table:String} ORDER BY position`;
  const columns = await select<Column>(client, sql, { live, table }, PATIENT);
  if (columns.length === 0) throw new Error(`database ${live} has no table ${table}: run the migrations first`);
  return columns.filter(({ name }) => name !== WRITTEN_AT);
}

/** A 64-bit checksum of a row: hash functions answer NULL for NULL, so what may be null goes in as two values. */
export function rowHash(columns: readonly Column[], instead: ReplayedTable['instead'] = {}): string {
  const parts = columns.map(({ name, type }) => {
    const own = instead[name];
    if (own !== undefined) return own;
    const nullable = /^Nullable\((.+)\)$/.exec(type)?.[1];
    if (nullable === undefined) return name;
    return `isNull(${name}), ifNull(${name}, defaultValueOfTypeName('${nullable.replaceAll("'", "\\'")}'))`;
  });
  return `cityHash64(${parts.join(', ')})`;
}
