import { COUNTER_METRIC, LOAD_RULE_ID } from '../load/load-plant.ts';
import { queryRows } from './clickhouse-query.ts';

type ClickHouse = Parameters<typeof queryRows>[0];

/** Rows of one series in ClickHouse. */
export interface StoredSeries {
  readonly asset_id: string;
  readonly metric: string;
  readonly rows: number;
  /** Of different messages. */
  readonly distinct: number;
}

export function storedSeries(clickhouse: ClickHouse): Promise<StoredSeries[]> {
  return queryRows(
    clickhouse,
    `SELECT asset_id, metric, toInt64(count()) AS rows, toInt64(uniqExact(event_id)) AS distinct
     FROM readings WHERE asset_id LIKE 'chaos-%' GROUP BY asset_id, metric`,
  );
}

/** The newest number of every device that has one: cheap, and the proof that the load gets through. */
export async function newestNumbers(clickhouse: ClickHouse): Promise<ReadonlyMap<string, number>> {
  const rows = await queryRows<{ asset_id: string; newest: number }>(
    clickhouse,
    `SELECT asset_id, max(value) AS newest FROM latest_values WHERE metric = '${COUNTER_METRIC}' GROUP BY asset_id`,
  );
  return new Map(rows.map(({ asset_id, newest }) => [asset_id, newest]));
}

/** Messages that stand after a later one of their asset, in the order of telemetry.enriched. */
export async function storedOutOfOrder(clickhouse: ClickHouse): Promise<number> {
  const [row] = await queryRows<{ unordered: number }>(
    clickhouse,
    `SELECT toInt64(countIf(value < previous)) AS unordered
     FROM (
       SELECT value, lagInFrame(value, 1, -1) OVER
         (PARTITION BY asset_id ORDER BY kafka_offset ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS previous
       FROM readings WHERE metric = '${COUNTER_METRIC}' AND asset_id LIKE 'chaos-%'
     )`,
  );
  return row?.unordered ?? 0;
}

const ROLLUPS = ['readings_1m', 'readings_1h', 'readings_1d'] as const;

/** Readings that each rollup has counted. */
export async function rolledUp(clickhouse: ClickHouse): Promise<Record<string, number>> {
  const counts = ROLLUPS.map(async (table) => {
    const sql = `SELECT toInt64(sum(count)) AS count FROM ${table} WHERE asset_id LIKE 'chaos-%'`;
    return [table, (await queryRows<{ count: number }>(clickhouse, sql))[0]?.count ?? 0] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

export interface StoredAlarms {
  readonly raised: number;
  /** Told apart by the message that raised them: an unacknowledged alarm keeps its occurrence number. */
  readonly distinct: number;
}

export async function storedAlarms(clickhouse: ClickHouse): Promise<StoredAlarms> {
  const [row] = await queryRows<StoredAlarms>(
    clickhouse,
    `SELECT toInt64(count()) AS raised, toInt64(uniqExact(alarm_id, cause_source_event_id)) AS distinct
     FROM alarm_events WHERE event_type = 'AlarmRaised' AND rule_id = '${LOAD_RULE_ID}'`,
  );
  return row ?? { raised: 0, distinct: 0 };
}

/** Dead letters whose original bytes hold the mark. */
export async function storedDeadLetters(clickhouse: ClickHouse, mark: string): Promise<number> {
  const sql = `SELECT toInt64(count()) AS count FROM dead_letters WHERE position(ifNull(value, ''), '${mark}') > 0`;
  return (await queryRows<{ count: number }>(clickhouse, sql))[0]?.count ?? 0;
}

/** What the delivery ledger says of everything that was received. */
export interface LedgerSums {
  /** Rows that enrichment wrote, and those of them that are in ClickHouse. */
  readonly enriched: number;
  readonly stored: number;
  /** Messages and rows missing at any hop. */
  readonly missing: number;
}

export async function ledgerSums(clickhouse: ClickHouse): Promise<LedgerSums> {
  const [row] = await queryRows<LedgerSums>(
    clickhouse,
    `SELECT toInt64(sum(enriched_rows)) AS enriched, toInt64(sum(stored_rows)) AS stored,
       toInt64(sum(missing_messages + missing_rows + missing_rejections + missing_dead_letters)) AS missing
     FROM delivery_ledger`,
  );
  return row ?? { enriched: 0, stored: 0, missing: 0 };
}
