import {
  carryOver,
  createRebuilt,
  migrate,
  readReplays,
  rebuiltDatabase,
  recordReplay,
  type ReplayEntry,
} from '@millrace/clickhouse';
import { beginnings, type Plan } from './plan.ts';
import { type ReplayContext, versionsOf } from './replay-context.ts';

export type Entry = ReplayEntry<Plan>;

/** The replay that is under way, or the last one there was. */
export async function latestReplay({ client, name }: ReplayContext): Promise<Entry | undefined> {
  return (await readReplays<Plan>(client, name)).at(-1);
}

/** Whether a replay is between its start and its end. */
export const isUnderWay = (entry: Entry | undefined): entry is Entry & { state: 'building' | 'switching' } =>
  entry?.state === 'building' || entry?.state === 'switching';

/** Begins a new version beside the live one, or goes on preparing the one that was begun. */
export async function prepare(context: ReplayContext, since: number | undefined): Promise<Entry> {
  const latest = await latestReplay(context);
  if (isUnderWay(latest)) {
    context.say.progress(`${context.name}: going on with version ${latest.version}`);
    return latest.plan.stage === 'reading' ? latest : fill(context, latest);
  }
  const { client, name, positions, projection } = context;
  if (latest?.state === 'switched') {
    const old = rebuiltDatabase(context.database, name, latest.version);
    throw new Error(
      `the tables that version ${latest.version} replaced are still in ${old}: \`millrace replay drop --projection ${name}\` first`,
    );
  }
  const from = beginnings(
    await positions.of(projection.stream, projection.topic),
    since === undefined ? undefined : await positions.since(projection.topic, since),
  );
  const plan: Plan = { stage: 'preparing', from, kept: 0 };
  const entry: Entry = { projection: name, version: (latest?.version ?? 1) + 1, state: 'building', plan };
  await recordReplay(client, entry);
  return fill(context, entry);
}

/** Makes the tables and copies what the topic does not hold any more; after a crash it is done afresh. */
async function fill(context: ReplayContext, entry: Entry): Promise<Entry> {
  const { client, database, name, projection, say } = context;
  const rebuilt = rebuiltDatabase(database, name, entry.version);
  await createRebuilt(client, rebuilt);
  const own = context.connect(rebuilt);
  try {
    await migrate(own);
  } finally {
    await own.close();
  }
  say.progress(
    `${name}: version ${entry.version} in database ${rebuilt}; copying what the topic does not hold any more`,
  );
  const kept = await carryOver(versionsOf(context, rebuilt), projection.table, projection.derived, entry.plan.from);
  const filled: Entry = { ...entry, plan: { ...entry.plan, stage: 'reading', kept } };
  await recordReplay(client, filled);
  return filled;
}
