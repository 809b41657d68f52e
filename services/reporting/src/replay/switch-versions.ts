import {
  carryOverSince,
  exchange,
  identities,
  recordReplay,
  type ReplayEntry,
  select,
  PATIENT,
  array,
  type Versions,
} from '@millrace/clickhouse';
import { compareSince, comparisonLines } from './compare-versions.ts';
import { whileHeld } from './hold-live.ts';
import { between, type Compared, type Plan } from './plan.ts';
import type { Rebuilding } from './rebuilding.ts';
import type { ReplayContext } from './replay-context.ts';

export interface Switched {
  readonly switched: boolean;
  /** What came since the comparison before, compared while nothing was written. */
  readonly last: Compared;
  /** How long the live sink had to wait, milliseconds. Readers did not. */
  readonly heldMs: number;
}

/**
 * Makes the rebuilt version the live one (docs/adr/0013): the live sink waits, the rebuilt version reads up to the very offsets of
 * the live one, what came since the comparison is compared, and the names of the tables are exchanged. The live sink goes on where
 * it is, into the rebuilt tables.
 */
export async function switchVersions(
  context: ReplayContext,
  versions: Versions,
  entry: ReplayEntry<Plan>,
  { compared, accept }: { readonly compared: Compared; readonly accept: boolean },
  rebuilding: Rebuilding,
): Promise<Switched> {
  const { projection, say, client, name } = context;
  const tables = [projection.table.table, ...projection.derived];
  const begun = Date.now();
  const held = await whileHeld(context, versions, entry.plan, async (ends, deadline) => {
    say.progress(
      `${name}: writing waits; ${between(compared.to, ends).toLocaleString('en')} offsets since the comparison`,
    );
    await rebuilding.reach(ends);
    if (projection.alsoWrittenBy.length > 0) await carryOverSince(versions, projection.table, 'dead_letter_id');
    const last = await compareSince(versions, projection, compared, ends);
    if (!last.equal && !accept) return { switched: false, last, ends };
    const wanted = await identities(versions, versions.rebuilt, tables);
    await recordReplay(client, { ...entry, state: 'switching', plan: { ...entry.plan, wanted } });
    deadline.throwIfAborted();
    await exchange(versions, tables, wanted);
    return { switched: true, last, ends };
  });
  const { switched, last, ends } = held;
  const heldMs = Date.now() - begun;
  if (!switched) {
    for (const line of comparisonLines(last)) say.out(line);
    await recordReplay(client, { ...entry, state: 'building' });
    return { switched, last, heldMs };
  }
  await assertNothingMissed(context, versions, ends);
  await recordReplay(client, { ...entry, state: 'switched' });
  return { switched, last, heldMs };
}

/** The old tables must end where the new ones began: a hold that ended too early would show here. */
async function assertNothingMissed(
  { projection }: ReplayContext,
  { client, rebuilt: old }: Versions,
  ends: readonly number[],
): Promise<void> {
  const { table, fromTopic } = projection.table;
  const [row] = await select<{ rows: number }>(
    client,
    `SELECT count() AS rows FROM ${old}.${table} WHERE kafka_offset >= {ends:Array(Int64)}[kafka_partition + 1]
       ${fromTopic === '' ? '' : `AND ${fromTopic}`}`,
    { ends: array(ends) },
    PATIENT,
  );
  if (row?.rows === 0) return;
  throw new Error(
    `${row?.rows} rows reached the old ${table} after it was held (this process was stopped for minutes?): run the replay again, it brings them back from the topic`,
  );
}
