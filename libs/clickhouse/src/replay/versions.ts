import type { ClickHouse } from '../client.ts';
import type { Params } from '../select.ts';

/**
 * The live database and, beside it on the same server, the one that a replay fills: a database of its own with the product's own
 * migrations, so that tables, rollups and views of both are the same by construction.
 */
export interface Versions {
  readonly client: ClickHouse;
  /** Name of the live database. */
  readonly live: string;
  /** Name of the rebuilt one. */
  readonly rebuilt: string;
}

export const SIDES = ['live', 'rebuilt'] as const;
export type Side = (typeof SIDES)[number];

/** `millrace`, `dead-letters`, 3 → `millrace_dead_letters_v3`. */
export function rebuiltDatabase(live: string, projection: string, version: number): string {
  return `${live}_${projection.replaceAll('-', '_')}_v${version}`;
}

/** Offsets by partition number: `from` ≤ offset < `to`. */
export interface Offsets {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** A table that the records of one topic are written to, with their partition and offset beside every row. */
export interface ReplayedTable {
  readonly table: string;
  /** Column whose day divides the rows for comparison. */
  readonly time: string;
  /** Columns that tell which row it is, beside partition and offset. */
  readonly identity: readonly string[];
  /** Condition for the rows that come from the topic; empty when all of them do. */
  readonly fromTopic: string;
  /** SQL in place of a column that holds when it was written and not what the record says. */
  readonly instead: Readonly<Record<string, string>>;
}

const and = (...conditions: readonly string[]): string =>
  conditions
    .filter((condition) => condition !== '')
    .map((condition) => `(${condition})`)
    .join(' AND ');

/** Rows of the topic's records `from` ≤ offset < `to`. */
export function within({ fromTopic }: Pick<ReplayedTable, 'fromTopic'>, { from, to }: Offsets) {
  const sql = and(
    'kafka_offset >= {from:Array(Int64)}[kafka_partition + 1] AND kafka_offset < {to:Array(Int64)}[kafka_partition + 1]',
    fromTopic,
  );
  return { sql, params: { from: array(from), to: array(to) } satisfies Params };
}

/** ClickHouse's text of an array parameter. */
export const array = (values: readonly number[]): string => `[${values.join(',')}]`;

/** Reads of a replay go over whole tables; what bounds them is the operator's patience. */
export const PATIENT = { maxSeconds: 3_600, maxRows: 1_000_000 };
