import type { Reads } from '../../store/reads.ts';
import { SCALED } from './scaled.ts';
import type { StoredCorrection } from './stored-correction.ts';

/** What a rollup would say of some readings: numbers that are not BAD. Null of none. */
export interface Figures {
  readonly count: number;
  readonly sum: number;
  readonly mean: number | null;
  readonly min: number | null;
  readonly max: number | null;
}
export interface ChangedHour {
  /** Start of the hour, UTC. */
  readonly hour: string;
  readonly before: Figures;
  readonly after: Figures;
}

/** What a correction makes, or would make, of what the devices said, whatever other corrections there are. */
export interface Effect {
  /** Of the readings of its range. */
  readonly before: Figures;
  readonly after: Figures;
  /** How many hours have other figures because of it. */
  readonly hoursChanged: number;
  /** The first of them, whole hours: also what is of an hour outside the range is in its figures. */
  readonly hours: readonly ChangedHour[];
}

type Row = Record<`${'before' | 'after'}_${'count' | 'sum' | 'min' | 'max'}`, number> & { hour: string; hours: number };

const INSTANT = (name: string) => `fromUnixTimestamp64Micro({${name}:Int64}, 'UTC')`;
const IN_RANGE = `occurred_at >= ${INSTANT('start')} AND occurred_at < ${INSTANT('end')}`;

/** The readings of every hour that the range touches: as the device said it, and as corrected; null where one of the two has none. */
const READINGS = `
SELECT occurred_at, value AS old, ${IN_RANGE} AS in_range,
  multiIf(NOT in_range, value, {kind:String} = 'SCALE', ${SCALED('value', '{factor:Float64}', '{offset:Float64}')}, NULL) AS new
FROM readings
WHERE tenant = {tenant:String} AND asset_id = {assetId:String} AND metric = {metric:String}
  AND occurred_at >= toStartOfHour(${INSTANT('start')}) AND occurred_at < toStartOfHour(${INSTANT('end')} - toIntervalMicrosecond(1)) + INTERVAL 1 HOUR
  AND isNotNull(value) AND quality != 'BAD'
UNION ALL
SELECT fromUnixTimestamp64Micro(point.1, 'UTC'), NULL, true, toNullable(point.2)
FROM (
  SELECT arrayJoin(JSONExtract(replacements, 'Array(Tuple(Int64, Float64))')) AS point
  FROM corrections WHERE tenant = {tenant:String} AND asset_id = {assetId:String} AND correction_id = {correctionId:String} AND kind = 'REPLACE'
)`;

const FIGURES = ['old', 'new']
  .map((column) => {
    const side = column === 'old' ? 'before' : 'after';
    return `count(${column}) AS ${side}_count, sum(ifNull(${column}, 0)) AS ${side}_sum, min(${column}) AS ${side}_min, max(${column}) AS ${side}_max`;
  })
  .join(', ');

const OF_RANGE = `SELECT ${FIGURES} FROM (${READINGS}) WHERE in_range`;
const OF_HOURS = `
SELECT *, count() OVER () AS hours FROM (
  SELECT toStartOfHour(occurred_at) AS hour, ${FIGURES} FROM (${READINGS}) GROUP BY hour HAVING countIf(in_range) > 0
)
ORDER BY hour LIMIT {limit:UInt32}`;

export async function effectOf(
  reads: Reads,
  tenant: string,
  correction: StoredCorrection,
  hours: number,
): Promise<Effect> {
  const { correctionId, assetId, metric, kind, factor, offset, start, end } = correction;
  const params = { tenant, correctionId, assetId, metric, kind, factor, offset, start, end, limit: hours };
  const [ranges, rows] = await Promise.all([
    reads.rows<Row>(OF_RANGE, params, 1),
    reads.rows<Row>(OF_HOURS, params, hours),
  ]);
  const [range] = ranges;
  return {
    before: figures(range, 'before'),
    after: figures(range, 'after'),
    hoursChanged: rows[0]?.hours ?? 0,
    hours: rows.map((row) => ({ hour: row.hour, before: figures(row, 'before'), after: figures(row, 'after') })),
  };
}

function figures(row: Row | undefined, side: 'before' | 'after'): Figures {
  const count = row?.[`${side}_count`] ?? 0;
  if (row === undefined || count === 0) return { count: 0, sum: 0, mean: null, min: null, max: null };
  const sum = row[`${side}_sum`];
  return { count, sum, mean: sum / count, min: row[`${side}_min`], max: row[`${side}_max`] };
}
