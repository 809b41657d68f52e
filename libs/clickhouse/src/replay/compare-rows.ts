import { select } from '../select.ts';
import { differencesOf, type UnpairedRow } from './differences.ts';
import { rowColumns, rowHash } from './row-columns.ts';
import { PATIENT, within, type Offsets, type ReplayedTable, type Versions } from './versions.ts';

/** What a table's comparison found. Rows are compared without when they were written (`inserted_at`). */
export interface TableComparison {
  readonly table: string;
  /** Rows, or keys of a table that keeps one row a key. */
  readonly live: number;
  readonly rebuilt: number;
  /** Parts compared (days), and those that are not equal. */
  readonly parts: number;
  readonly differing: number;
  /** The first differences, for people. */
  readonly examples: readonly string[];
}

interface Day {
  readonly day: string;
  readonly live: number;
  readonly rebuilt: number;
  readonly equal: number;
}

/** Differences printed of one table. */
export const EXAMPLES = 10;

/**
 * Compares the rows of a stretch of the topic in both versions: by day their number, and two checksums in which the order of rows
 * plays no part (sum and exclusive or of the rows' hashes). Of a day that differs the first rows that only one side has are found.
 */
export async function compareRows(
  versions: Versions,
  table: ReplayedTable,
  offsets: Offsets,
): Promise<TableComparison> {
  const { client } = versions;
  const columns = await rowColumns(versions, table.table);
  const { sql: condition, params } = within(table, offsets);
  const names = columns.map(({ name }) => name).join(', ');
  const rows = (list: string): string =>
    (['live', 'rebuilt'] as const)
      .map((side) => `SELECT '${side}' AS side, ${list} FROM ${versions[side]}.${table.table} WHERE ${condition}`)
      .join(' UNION ALL ');
  const hash = `${rowHash(columns, table.instead)} AS row_hash`;
  const days = await select<Day>(
    client,
    `SELECT toString(toDate(${table.time})) AS day, countIf(side = 'live') AS live, countIf(side = 'rebuilt') AS rebuilt,
       live = rebuilt AND sumIf(row_hash, side = 'live') = sumIf(row_hash, side = 'rebuilt') AND groupBitXor(row_hash) = 0 AS equal
     FROM (${rows(`${table.time}, ${hash}`)}) GROUP BY day ORDER BY day`,
    params,
    PATIENT,
  );
  const differing = days.filter(({ equal }) => equal !== 1);
  const examples: string[] = [];
  for (const { day } of differing) {
    if (examples.length >= EXAMPLES) break;
    const unpaired = await select<UnpairedRow>(
      client,
      `SELECT sum(if(side = 'live', 1, -1)) AS surplus, ${columns.map(({ name }) => `any(${name}) AS ${name}`).join(', ')}
       FROM (SELECT side, row_hash, ${names} FROM (${rows(`${names}, ${hash}`)}) WHERE toDate(${table.time}) = {day:Date})
       GROUP BY row_hash HAVING surplus != 0 ORDER BY kafka_partition, kafka_offset LIMIT ${2 * EXAMPLES}`,
      { ...params, day },
      PATIENT,
    );
    examples.push(...differencesOf(unpaired, ['kafka_partition', 'kafka_offset', ...table.identity]));
  }
  return {
    table: table.table,
    live: sum(days, 'live'),
    rebuilt: sum(days, 'rebuilt'),
    parts: days.length,
    differing: differing.length,
    examples: examples.slice(0, EXAMPLES),
  };
}

const sum = (days: readonly Day[], side: 'live' | 'rebuilt'): number => days.reduce((n, day) => n + day[side], 0);
