import { select } from '../select.ts';
import { inScope, type Scope } from './compare-rollups.ts';
import { EXAMPLES, type TableComparison } from './compare-rows.ts';
import { rowColumns, rowHash } from './row-columns.ts';
import { array, PATIENT, type Versions } from './versions.ts';

const KEY = 'tenant, asset_id, metric';
const SERIES = '(tenant, asset_id, metric)';

/**
 * Compares the latest value of every series. Of several readings of one instant the table keeps whichever came last; either is
 * right, and both are taken for equal.
 */
export async function compareLatest(versions: Versions, scope: Scope): Promise<TableComparison> {
  const { client, live, rebuilt } = versions;
  const params = { since: array(scope.since) };
  const hash = rowHash(await rowColumns(versions, 'latest_values'));
  const side = (name: string, database: string): string =>
    `SELECT '${name}' AS side, ${KEY}, occurred_at, ${hash} AS row_hash FROM ${database}.latest_values FINAL`;
  const series = `SELECT ${KEY}, countIf(side = 'live') AS live_rows, countIf(side = 'rebuilt') AS rebuilt_rows,
      maxIf(occurred_at, side = 'live') AS live_at, maxIf(occurred_at, side = 'rebuilt') AS rebuilt_at, uniqExact(row_hash) AS contents
    FROM (${side('live', live)} UNION ALL ${side('rebuilt', rebuilt)})
    WHERE ${inScope(versions, KEY, KEY, scope)} GROUP BY ${KEY}`;
  const differs = 'live_rows != rebuilt_rows OR contents > 1';
  const [counts] = await select<{ live: number; rebuilt: number; differing: number }>(
    client,
    `SELECT sum(live_rows) AS live, sum(rebuilt_rows) AS rebuilt, countIf(${differs}) AS differing FROM (${series})`,
    params,
    PATIENT,
  );
  const result = { table: 'latest_values', live: counts?.live ?? 0, rebuilt: counts?.rebuilt ?? 0, parts: 1 };
  if ((counts?.differing ?? 0) === 0) return { ...result, differing: 0, examples: [] };
  const tied = `SELECT ${KEY}, occurred_at FROM ${live}.readings
    WHERE ${SERIES} IN (SELECT ${KEY} FROM (${series}) WHERE ${differs}) GROUP BY ${KEY}, occurred_at HAVING count() > 1`;
  const found = await select<Record<string, unknown>>(
    client,
    `SELECT * FROM (${series}) WHERE live_rows != rebuilt_rows OR (contents > 1
       AND (live_at != rebuilt_at OR (${KEY}, live_at) NOT IN (${tied}))) ORDER BY ${KEY}`,
    params,
    PATIENT,
  );
  const examples = found.slice(0, EXAMPLES).map(({ tenant, asset_id, metric, live_at, rebuilt_at }) => {
    return `${String(tenant)} ${String(asset_id)} ${String(metric)}: of ${String(live_at)} live, of ${String(rebuilt_at)} rebuilt`;
  });
  return { ...result, differing: found.length > 0 ? 1 : 0, examples };
}
