import {
  compareLatest,
  compareRollup,
  compareRows,
  type Rollup,
  type Scope,
  type TableComparison,
  type Versions,
} from '@millrace/clickhouse';
import { setTimeout as delay } from 'node:timers/promises';
import type { Compared, Plan } from './plan.ts';
import type { TableProjection } from './projections.ts';

/** A live insert shows in its table a moment before it does in the rollups: such a difference is gone when looked at again. */
const LOOKS = 4;
const LOOK_AGAIN_MS = 500;

/** Compares everything that both versions have of the records before `to`; what is being written now is left out. */
export function compareUntil(
  versions: Versions,
  projection: TableProjection,
  plan: Plan,
  to: readonly number[],
): Promise<Compared> {
  return compare(versions, projection, { from: plan.from, to }, { since: to, which: 'others' });
}

/** Compares what came since an earlier comparison, while nothing is written: then both versions have been compared as a whole. */
export function compareSince(
  versions: Versions,
  projection: TableProjection,
  earlier: Compared,
  to: readonly number[],
): Promise<Compared> {
  return compare(versions, projection, { from: earlier.to, to }, { since: earlier.to, which: 'these' });
}

async function compare(
  versions: Versions,
  { table, derived }: TableProjection,
  offsets: { readonly from: readonly number[]; readonly to: readonly number[] },
  scope: Scope,
): Promise<Compared> {
  const tables = [await compareRows(versions, table, offsets)];
  for (const name of derived) tables.push(await settled(() => compareDerived(versions, name, scope)));
  return { to: offsets.to, equal: tables.every(({ differing }) => differing === 0), tables };
}

const compareDerived = (versions: Versions, name: string, scope: Scope): Promise<TableComparison> =>
  name === 'latest_values' ? compareLatest(versions, scope) : compareRollup(versions, name as Rollup, scope);

async function settled(look: () => Promise<TableComparison>): Promise<TableComparison> {
  for (let looks = 1; ; looks += 1) {
    const found = await look();
    if (found.differing === 0 || looks === LOOKS) return found;
    await delay(LOOK_AGAIN_MS);
  }
}

/** What is being written to is left out until the switch, when writing waits. */
const NOTHING = 'nothing that is not being written to just now';

/** The comparison as people read it. */
export function* comparisonLines({ tables }: Compared): Generator<string> {
  const width = Math.max(...tables.map(({ table }) => table.length));
  for (const { table, live, rebuilt, parts, differing, examples } of tables) {
    const verdict = differing > 0 ? `DIFFERENT in ${differing} of ${parts} days` : live > 0 ? 'equal' : NOTHING;
    yield `  ${table.padEnd(width)}  live ${live.toLocaleString('en').padStart(12)}  rebuilt ${rebuilt.toLocaleString('en').padStart(12)}  ${verdict}`;
    for (const example of examples) yield `      ${example}`;
  }
}
