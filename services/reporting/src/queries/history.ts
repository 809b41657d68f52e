import { bucketStart, chooseRollup, type HistorySource } from '@millrace/domain';
import type { Reads } from '../store/reads.ts';
import { type StoredValue, VALUE_COLUMNS, valueOf } from './stored-value.ts';

export interface HistoryQuestion {
  readonly tenant: string;
  readonly assetId: string;
  readonly metric: string;
  /** Microseconds since 1970 UTC; from inclusive, to exclusive. */
  readonly from: number;
  readonly to: number;
  readonly maxPoints: number;
}

/** Aggregates of a bucket; of a raw reading they all are its value. */
export interface HistoryPoint {
  readonly at: string;
  readonly avg: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly last: number | string | boolean | null;
  readonly count: number;
  /** Only of raw readings. */
  readonly quality?: string;
}

export interface History {
  readonly assetId: string;
  readonly metric: string;
  readonly unit: string;
  /** Where the points come from: the readings, or rollups by minute, hour or day. */
  readonly source: HistorySource;
  /** Width of a point; 0 for raw readings. */
  readonly stepSeconds: number;
  readonly points: HistoryPoint[];
  /** Whether readings before the first point were left out: texts and switches have no rollup, of many the latest are shown. */
  readonly truncated: boolean;
}

const SERIES = 'tenant = {tenant:String} AND asset_id = {assetId:String} AND metric = {metric:String}';
const INSTANT = (name: string) => `fromUnixTimestamp64Micro({${name}:Int64}, 'UTC')`;
const BETWEEN = `occurred_at >= ${INSTANT('from')} AND occurred_at < ${INSTANT('to')}`;

const COUNT = `SELECT count() AS n FROM (SELECT 1 FROM readings WHERE ${SERIES} AND ${BETWEEN} LIMIT {limit:UInt32})`;
const UNIT = `SELECT unit FROM latest_values FINAL WHERE ${SERIES} LIMIT 1`;
const LATEST = `SELECT occurred_at AS at, ${VALUE_COLUMNS}, quality FROM readings WHERE ${SERIES} AND ${BETWEEN}
ORDER BY occurred_at DESC, event_id DESC, reading_index DESC LIMIT {limit:UInt32}`;
const ROLLED_UP = (source: Exclude<HistorySource, 'raw'>) => `
SELECT toDateTime(intDiv(toUInt32(r.bucket), {step:UInt32}) * {step:UInt32}, 'UTC') AS at,
  sum(r.sum) / sum(r.count) AS avg, min(r.min) AS min, max(r.max) AS max,
  argMaxMerge(r.last_value) AS last, sum(r.count) AS count
FROM readings_${source} AS r
WHERE ${SERIES} AND r.bucket >= toDateTime({from:UInt32}, 'UTC') AND r.bucket < toDateTime({to:UInt32}, 'UTC')
GROUP BY at ORDER BY at LIMIT {limit:UInt32}`;

type RawRow = StoredValue & { at: string; quality: string };

/**
 * A stretch of one series in at most `maxPoints` points: the readings themselves when they are few enough, else the finest
 * rollup that fits. Buckets at both ends are whole ones. Rollups hold numbers that are not BAD; raw readings are all there.
 */
export async function history(reads: Reads, asked: HistoryQuestion): Promise<History> {
  const { assetId, metric, from, to, maxPoints } = asked;
  const series = { tenant: asked.tenant, assetId, metric };
  const [counted, units] = await Promise.all([
    reads.rows<{ n: number }>(COUNT, { ...series, from, to, limit: maxPoints + 1 }, 1),
    reads.rows<{ unit: string }>(UNIT, series, 1),
  ]);
  const rawPoints = counted[0]?.n ?? 0;
  const choice = chooseRollup({ from, to, maxPoints, rawPoints });
  const about = { assetId, metric, unit: units[0]?.unit ?? '', ...choice };
  if (choice.source !== 'raw') {
    const step = choice.stepSeconds;
    const params = { ...series, step, from: bucketStart(from, step) / 1e6, to: Math.ceil(to / 1e6), limit: maxPoints };
    const points = await reads.rows<HistoryPoint>(ROLLED_UP(choice.source), params, maxPoints);
    if (points.length > 0) return { ...about, points, truncated: false };
  }
  const limit = maxPoints + 1;
  const rows = await reads.rows<RawRow>(LATEST, { ...series, from, to, limit }, limit);
  const points = rows.slice(0, maxPoints).reverse().map(rawPoint);
  return { ...about, source: 'raw', stepSeconds: 0, points, truncated: rows.length > maxPoints };
}

function rawPoint({ at, quality, ...stored }: RawRow): HistoryPoint {
  const { number } = stored;
  return { at, avg: number, min: number, max: number, last: valueOf(stored), count: 1, quality };
}
