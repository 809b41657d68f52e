import type { ClickHouse } from '../client.ts';
import { select } from '../select.ts';
import { PATIENT } from './versions.ts';

/** What was replayed, when, and what became of it. Replacing: the last row of a version counts. */
const JOURNAL = `CREATE TABLE IF NOT EXISTS replays
(
    name       LowCardinality(String) COMMENT 'What was rebuilt',
    version    UInt32 COMMENT 'Version of the projection; the one before the first replay is 1',
    state      LowCardinality(String) COMMENT 'building, switching, switched, dropped or aborted',
    plan       String COMMENT 'Where it reads from and what was found, as JSON',
    changed_at DateTime64(6, 'UTC') DEFAULT now64(6) COMMENT 'When it came into this state'
)
ENGINE = ReplacingMergeTree(changed_at)
ORDER BY (name, version)
COMMENT 'Replays of projections'`;

export const REPLAY_STATES = ['building', 'switching', 'switched', 'dropped', 'aborted'] as const;
export type ReplayState = (typeof REPLAY_STATES)[number];

export interface ReplayEntry<Plan> {
  readonly projection: string;
  readonly version: number;
  readonly state: ReplayState;
  readonly plan: Plan;
}

/** Every replay of a projection, oldest first. */
export async function readReplays<Plan>(client: ClickHouse, projection: string): Promise<ReplayEntry<Plan>[]> {
  await client.command({ query: JOURNAL });
  const rows = await select<ReplayEntry<string>>(
    client,
    'SELECT name AS projection, version, state, plan FROM replays FINAL WHERE name = {name:String} ORDER BY version',
    { name: projection },
    PATIENT,
  );
  return rows.map((row) => ({ ...row, plan: JSON.parse(row.plan) as Plan }));
}

/** Writes a replay's state down. */
export async function recordReplay<Plan>(client: ClickHouse, entry: ReplayEntry<Plan>): Promise<void> {
  await client.command({
    query: `INSERT INTO replays (name, version, state, plan)
      SELECT {projection:String}, {version:UInt32}, {state:String}, {plan:String}`,
    query_params: { ...entry, plan: JSON.stringify(entry.plan) },
  });
}
