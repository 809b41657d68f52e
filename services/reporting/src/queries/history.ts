import { bucketStart, chooseRollup, type HistorySource } from '@millrace/domain';
import type { Reads } from '../store/reads.ts';
import { EffectiveCorrections, type Corrections, type EffectiveCorrection } from './corrections/effective.ts';
import { type StoredValue, VALUE_COLUMNS, valueOf } from './stored-value.ts';

export interface HistoryQuestion {
  readonly tenant: string;
  readonly assetId: string;
  readonly metric: string;
  /** Microseconds since 1970 UTC; from inclusive, to exclusive. */
  readonly from: number;
  readonly to: number;
  readonly maxPoints: number;
  readonly corrections: Corrections;
}

/** Aggregates of a bucket; of a raw reading they all are its value. */
export interface HistoryPoint {
  readonly at: string;
  /** Null when corrections left nothing of the bucket, like min, max and last. */
  readonly avg: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly last: number | string | boolean | null;
  readonly count: number;
  /** Only of raw readings. */
  readonly quality?: string;
  /** Only of corrected points: how many readings were left out, changed or put in place of others, and by what. */
  readonly corrected?: number;
  readonly correctionIds?: readonly string[];
  /** Only of corrected raw readings: what the device said; null for a reading put in place of others. */
  readonly original?: number | null;
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
  /** What the points were corrected by. */
  readonly corrections: readonly EffectiveCorrection[];
}

const SERIES = 'tenant = {tenant:String} AND asset_id = {assetId:String} AND metric = {metric:String}';
const INSTANT = (name: string) => `fromUnixTimestamp64Micro({${name}:Int64}, 'UTC')`;
const BETWEEN = `occurred_at >= ${INSTANT('from')} AND occurred_at < ${INSTANT('to')}`;

const COUNT = (readings: string) =>
  `SELECT count() AS n FROM (SELECT 1 FROM ${readings} WHERE ${SERIES} AND ${BETWEEN} LIMIT {limit:UInt32})`;
const UNIT = `SELECT unit FROM latest_values FINAL WHERE ${SERIES} LIMIT 1`;
const LATEST = (effective: EffectiveCorrections) => `
SELECT occurred_at AS at, ${VALUE_COLUMNS}, quality, ${effective.readingColumns()}
FROM ${effective.source('readings')} WHERE ${SERIES} AND ${BETWEEN}
ORDER BY occurred_at DESC, event_id DESC, reading_index DESC LIMIT {limit:UInt32}`;

type Rollup = Exclude<HistorySource, 'raw'>;
/** Of rollups as they are the ends are states to be merged; as corrected they are values. */
const PLAIN = 'argMaxMerge(r.last_value) AS last, sum(r.count) AS count, toUInt64(0) AS corrected, [] AS correctionIds';
const CORRECTED = `argMax(r.last_value, r.bucket) AS last, sum(r.count) AS count, sum(r.corrected) AS corrected,
  arraySort(groupUniqArrayArray(r.correction_ids)) AS correctionIds`;
const ROLLED_UP = (rollup: Rollup, effective: EffectiveCorrections) => {
  const table = `readings_${rollup}`;
  const source = effective.source(table);
  return `
SELECT toDateTime(intDiv(toUInt32(r.bucket), {step:UInt32}) * {step:UInt32}, 'UTC') AS at,
  if(sum(r.count) = 0, NULL, sum(r.sum) / sum(r.count)) AS avg, min(r.min) AS min, max(r.max) AS max,
  ${source === table ? PLAIN : CORRECTED}
FROM ${source} AS r
WHERE ${SERIES} AND r.bucket >= toDateTime({from:UInt32}, 'UTC') AND r.bucket < toDateTime({to:UInt32}, 'UTC')
GROUP BY at ORDER BY at LIMIT {limit:UInt32}`;
};

type RawRow = StoredValue & { at: string; quality: string; correction_id: string; original_value: number | null };
type RolledUpRow = Omit<HistoryPoint, 'corrected' | 'correctionIds'> & { corrected: number; correctionIds: string[] };

/**
 * A stretch of one series in at most `maxPoints` points: the readings themselves when they are few enough, else the finest
 * rollup that fits. Buckets at both ends are whole ones. Rollups hold numbers that are not BAD; raw readings are all there.
 */
export async function history(reads: Reads, asked: HistoryQuestion): Promise<History> {
  return await EffectiveCorrections.during(reads, asked, (effective) => historyWith(reads, effective, asked));
}

async function historyWith(
  reads: Reads,
  effective: EffectiveCorrections,
  { tenant, assetId, metric, from, to, maxPoints }: HistoryQuestion,
): Promise<History> {
  const series = { tenant, assetId, metric };
  const readings = effective.source('readings');
  const [counted, units] = await Promise.all([
    reads.rows<{ n: number }>(COUNT(readings), { ...series, from, to, limit: maxPoints + 1 }, 1),
    reads.rows<{ unit: string }>(UNIT, series, 1),
  ]);
  const choice = chooseRollup({ from, to, maxPoints, rawPoints: counted[0]?.n ?? 0 });
  const about = { assetId, metric, unit: units[0]?.unit ?? '', ...choice };
  if (choice.source !== 'raw') {
    const step = choice.stepSeconds;
    const start = bucketStart(from, step);
    const params = { ...series, step, from: start / 1e6, to: Math.ceil(to / 1e6), limit: maxPoints };
    const rows = await reads.rows<RolledUpRow>(ROLLED_UP(choice.source, effective), params, maxPoints);
    const corrections = effective.between(start, bucketStart(to - 1, step) + step * 1e6);
    if (rows.length > 0) return { ...about, points: rows.map(rolledUpPoint), truncated: false, corrections };
  }
  const limit = maxPoints + 1;
  const rows = await reads.rows<RawRow>(LATEST(effective), { ...series, from, to, limit }, limit);
  const points = rows.slice(0, maxPoints).reverse().map(rawPoint);
  const truncated = rows.length > maxPoints;
  return { ...about, source: 'raw', stepSeconds: 0, points, truncated, corrections: effective.between(from, to) };
}

function rawPoint({ at, quality, correction_id, original_value, ...stored }: RawRow): HistoryPoint {
  const { number } = stored;
  const point = { at, avg: number, min: number, max: number, last: valueOf(stored), count: 1, quality };
  if (correction_id === '') return point;
  return { ...point, corrected: 1, correctionIds: [correction_id], original: original_value };
}

function rolledUpPoint({ corrected, correctionIds, ...point }: RolledUpRow): HistoryPoint {
  return corrected === 0 ? point : { ...point, corrected, correctionIds };
}
