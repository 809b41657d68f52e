import { select } from '../select.ts';
import { EXAMPLES, type TableComparison } from './compare-rows.ts';
import { array, PATIENT, type Versions } from './versions.ts';

/** The rollups that views make of `readings`, and the function that gives the start of a bucket. */
const ROLLUPS = { readings_1m: 'toStartOfMinute', readings_1h: 'toStartOfHour', readings_1d: 'toStartOfDay' } as const;
export type Rollup = keyof typeof ROLLUPS;

/** The buckets (or series) that live rows at or after these offsets belong to: left out, or nothing but these. */
export interface Scope {
  readonly since: readonly number[];
  readonly which: 'others' | 'these';
}

const KEY = 'tenant, asset_id, metric';

/** Condition of a scope over a key made of SQL expressions of `readings`. */
export function inScope({ live }: Versions, key: string, ofReading: string, { which }: Scope): string {
  const later = `SELECT DISTINCT ${ofReading} FROM ${live}.readings WHERE kafka_offset >= {since:Array(Int64)}[kafka_partition + 1]`;
  return `(${key}) ${which === 'these' ? 'IN' : 'NOT IN'} (${later})`;
}

/**
 * Adding up in another order gives another last bit. A sum of n values rounds by at most n · 2⁻⁵³ of the sum of their sizes
 * (Higham, Accuracy and Stability of Numerical Algorithms, 4.2); a wrong or missing reading is much more than 10⁻¹⁰ of that.
 */
const SUMS_DIFFER = `abs(live_sum - rebuilt_sum) > 1e-10 * live_count * greatest(abs(live_min), abs(live_max))`;

/**
 * Compares a rollup bucket by bucket: counts, smallest, largest, first and last value exactly, sums up to rounding. The first (last)
 * of several readings of one instant is whichever came first to the merge; either is right, and both are taken for equal.
 */
export async function compareRollup(versions: Versions, rollup: Rollup, scope: Scope): Promise<TableComparison> {
  const { client } = versions;
  const params = { since: array(scope.since) };
  const start = ROLLUPS[rollup];
  const condition = inScope(versions, `${KEY}, bucket`, `${KEY}, ${start}(occurred_at)`, scope);
  const compared = buckets(versions, rollup, condition);
  const [counts] = await select<{ live: number; rebuilt: number; days: number; differing: number }>(
    client,
    `SELECT countIf(live_count > 0) AS live, countIf(rebuilt_count > 0) AS rebuilt, uniqExact(toDate(bucket)) AS days,
       uniqExactIf(toDate(bucket), differs OR ends_differ) AS differing FROM (${compared})`,
    params,
    PATIENT,
  );
  const { live = 0, rebuilt = 0, days = 0, differing = 0 } = counts ?? {};
  if (differing === 0) return { table: rollup, live, rebuilt, parts: days, differing, examples: [] };
  const found = await select<Record<string, unknown>>(
    client,
    `SELECT b.* FROM (${compared}) AS b LEFT JOIN (${ties(versions, start, compared)}) AS t USING (${KEY}, bucket)
     WHERE differs OR (ends_differ AND NOT (least(live_first, rebuilt_first) >= t.low_first AND greatest(live_first, rebuilt_first) <= t.high_first
       AND least(live_last, rebuilt_last) >= t.low_last AND greatest(live_last, rebuilt_last) <= t.high_last))
     ORDER BY bucket, ${KEY}`,
    params,
    PATIENT,
  );
  const examples = found.slice(0, EXAMPLES).map(describe);
  return {
    ...{ table: rollup, live, rebuilt, parts: days, examples },
    differing: new Set(found.map(({ bucket }) => String(bucket).slice(0, 10))).size,
  };
}

function buckets({ live, rebuilt }: Versions, rollup: Rollup, condition: string): string {
  const columns = (side: 'live' | 'rebuilt'): string =>
    [
      `sumIf(count, side = '${side}') AS ${side}_count`,
      `sumIf(good_count, side = '${side}') AS ${side}_good`,
      `sumIf(sum, side = '${side}') AS ${side}_sum`,
      `minIf(min, side = '${side}') AS ${side}_min`,
      `maxIf(max, side = '${side}') AS ${side}_max`,
      `argMinMergeIf(first_value, side = '${side}') AS ${side}_first`,
      `argMaxMergeIf(last_value, side = '${side}') AS ${side}_last`,
    ].join(', ');
  return `SELECT ${KEY}, bucket, ${columns('live')}, ${columns('rebuilt')},
      live_count != rebuilt_count OR live_good != rebuilt_good OR live_min != rebuilt_min OR live_max != rebuilt_max OR ${SUMS_DIFFER} AS differs,
      live_first != rebuilt_first OR live_last != rebuilt_last AS ends_differ
    FROM (SELECT 'live' AS side, * FROM ${live}.${rollup} UNION ALL SELECT 'rebuilt' AS side, * FROM ${rebuilt}.${rollup})
    WHERE ${condition} GROUP BY ${KEY}, bucket`;
}

/** Of buckets whose ends differ: the smallest and largest value at their first and at their last instant. */
function ties({ live }: Versions, start: string, compared: string): string {
  return `SELECT ${KEY}, ${start}(occurred_at) AS bucket,
      argMin(assumeNotNull(value), (occurred_at, value)) AS low_first, argMin(assumeNotNull(value), (occurred_at, -value)) AS high_first,
      argMax(assumeNotNull(value), (occurred_at, -value)) AS low_last, argMax(assumeNotNull(value), (occurred_at, value)) AS high_last
    FROM ${live}.readings WHERE isNotNull(value) AND quality != 'BAD'
      AND (${KEY}, ${start}(occurred_at)) IN (SELECT ${KEY}, bucket FROM (${compared}) WHERE ends_differ)
    GROUP BY ${KEY}, bucket`;
}

function describe(row: Readonly<Record<string, unknown>>): string {
  const series = ['tenant', 'asset_id', 'metric', 'bucket'].map((name) => String(row[name])).join(' ');
  const told = ['count', 'good', 'sum', 'min', 'max', 'first', 'last']
    .filter((name) => row[`live_${name}`] !== row[`rebuilt_${name}`])
    .map((name) => `${name} is ${String(row[`live_${name}`])} live, ${String(row[`rebuilt_${name}`])} rebuilt`);
  return `${series}: ${told.join('; ')}`;
}
