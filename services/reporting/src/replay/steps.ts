import {
  dropRebuilt,
  identities,
  rebuiltDatabase,
  recordReplay,
  release,
  type LockOptions,
  withLock,
} from '@millrace/clickhouse';
import type { ReplayFinding, ReplayRequest } from '@millrace/streaming';
import { randomUUID } from 'node:crypto';
import { compareUntil, comparisonLines } from './compare-versions.ts';
import { between, type Compared, liveEnds, rebuiltEnds } from './plan.ts';
import { type Entry, isUnderWay, latestReplay, prepare } from './prepare.ts';
import { Rebuilding, replayStream } from './rebuilding.ts';
import { type ReplayContext, versionsOf } from './replay-context.ts';
import { switchVersions } from './switch-versions.ts';

/** Does one step of a replay; all but `status` take turns with other processes that work on the same projection. */
export async function replayStep(context: ReplayContext, request: ReplayRequest): Promise<ReplayFinding> {
  const { step, since, acceptDifferences = false } = request;
  if (step === 'status') return status(context);
  const lock: LockOptions = {
    table: `replay_lock_${context.name.replaceAll('-', '_')}`,
    leaseMs: 10_000,
    onWait: () =>
      context.say.progress(`${context.name}: waiting for another replay of it to end (at most 10 s if it died)`),
  };
  const holder = randomUUID().replaceAll('-', '');
  return withLock(
    context.client,
    holder,
    async () => {
      await finishSwitch(context);
      switch (step) {
        case 'run':
        case 'start':
          return build(
            context,
            await prepare(context, since),
            step === 'run' ? 'switch' : 'nothing',
            acceptDifferences,
          );
        case 'compare':
          return build(context, await underWay(context), 'compare', false);
        case 'switch':
          return build(context, await underWay(context), 'switch', acceptDifferences);
        case 'drop':
          return end(context, 'dropped');
        case 'abort':
          return end(context, 'aborted');
      }
    },
    lock,
  );
}

/** Lets the rebuilt version catch up, and then compares, or compares and switches. */
async function build(
  context: ReplayContext,
  entry: Entry,
  then: 'nothing' | 'compare' | 'switch',
  accept: boolean,
): Promise<ReplayFinding> {
  const { say, name, database, client, projection } = context;
  const { version, plan } = entry;
  const rebuilt = rebuiltDatabase(database, name, version);
  const versions = versionsOf(context, rebuilt);
  return Rebuilding.during(context, version, plan, async (rebuilding) => {
    const to = await rebuilding.catchUp();
    const about = { version, database: rebuilt, topic: projection.topic, from: plan.from, to, kept: plan.kept };
    say.out(
      `${name}: version ${version} holds ${between(plan.from, to).toLocaleString('en')} offsets of ${projection.topic}`,
    );
    if (plan.kept > 0)
      say.out(`  ${plan.kept.toLocaleString('en')} older rows are no longer on the topic: copied, not compared`);
    if (then === 'nothing') return { ok: true, ...about };

    const compared = await compareUntil(versions, projection, plan, to);
    for (const line of comparisonLines(compared)) say.out(line);
    const checked: Entry = { ...entry, plan: { ...plan, compared } };
    await recordReplay(client, checked);
    const goOn = then === 'switch' && (compared.equal || accept);
    if (!compared.equal)
      say.out(`${name}: the versions differ; ${goOn ? 'the rebuilt one is taken' : `the live one stays. ${WHAT_NOW}`}`);
    const told = { ...about, equal: compared.equal, compared: compared.tables };
    if (!goOn) return { ok: compared.equal, ...told };

    await rebuilding.catchUp(); // what came while comparing is read before writing has to wait
    const { switched, last, heldMs } = await switchVersions(
      context,
      versions,
      checked,
      { compared, accept },
      rebuilding,
    );
    const since = rowsOf(last).toLocaleString('en');
    say.out(
      switched
        ? `${name}: switched to version ${version}; ${since} rows that came meanwhile compared too; writing waited ${heldMs} ms, reading did not`
        : `${name}: what came since the comparison differs; the live version stays. ${WHAT_NOW}`,
    );
    if (switched) say.out(`  the old tables are in ${rebuilt} until \`millrace replay drop --projection ${name}\``);
    return { ok: switched, ...told, switched, heldMs, comparedLast: last.tables };
  });
}

const WHAT_NOW =
  '`millrace replay switch --accept-differences` takes the rebuilt one, `millrace replay abort` gives it up; docs/replay.md says how to decide.';

const rowsOf = ({ tables }: Compared): number => tables[0]?.live ?? 0;

/** Tells how far the replay is that is under way, or how the last one ended. */
async function status(context: ReplayContext): Promise<ReplayFinding> {
  const { name, projection, positions, say, database } = context;
  const entry = await latestReplay(context);
  if (entry === undefined) {
    say.out(`${name}: version 1, never replayed`);
    return { ok: true, version: 1, state: 'live' };
  }
  const { version, state, plan } = entry;
  if (!isUnderWay(entry)) {
    say.out(`${name}: version ${version} is ${state}`);
    return { ok: true, version, state };
  }
  const live = liveEnds(await positions.of(projection.stream, projection.topic), plan.from);
  const done = rebuiltEnds(await positions.of(replayStream(name, version), projection.topic), plan.from);
  const behind = between(done, live);
  const [read, all] = [between(plan.from, done), between(plan.from, live)];
  say.out(
    `${name}: version ${version} (${rebuiltDatabase(database, name, version)}) is ${state}: ${read.toLocaleString('en')} of ${all.toLocaleString('en')} offsets, ${behind.toLocaleString('en')} behind the live version; ${comparedSoFar(plan.compared)}`,
  );
  return { ok: true, version, state, read, behind, equal: plan.compared?.equal };
}

const comparedSoFar = (compared: Compared | undefined): string =>
  compared === undefined ? 'not compared yet' : `compared: ${compared.equal ? 'equal' : 'different'}`;

async function underWay(context: ReplayContext): Promise<Entry> {
  const entry = await latestReplay(context);
  if (isUnderWay(entry) && entry.plan.stage === 'reading') return entry;
  throw new Error(
    `no version of ${context.name} is being built; begin with \`millrace replay start --projection ${context.name}\``,
  );
}

/** A process that died in the middle of a switch: says what became of it. The exchange is one statement. */
async function finishSwitch(context: ReplayContext): Promise<void> {
  const entry = await latestReplay(context);
  if (entry?.state !== 'switching') return;
  const { client, database, projection, name, say } = context;
  const wanted = entry.plan.wanted ?? {};
  const now = await identities(versionsOf(context, ''), database, Object.keys(wanted));
  const done = Object.entries(wanted).every(([table, id]) => now[table] === id);
  await release(client, database, projection.table.table);
  await recordReplay(client, { ...entry, state: done ? 'switched' : 'building' });
  say.progress(`${name}: an earlier switch to version ${entry.version} was ${done ? 'complete' : 'not made'}`);
}

/** Removes the old version after a switch, or the rebuilt one of a replay that is given up. */
async function end(context: ReplayContext, state: 'dropped' | 'aborted'): Promise<ReplayFinding> {
  const { name, client, database, positions, say, projection } = context;
  const entry = await latestReplay(context);
  const fits = state === 'dropped' ? entry?.state === 'switched' : isUnderWay(entry);
  if (entry === undefined || !fits) {
    const rule =
      state === 'dropped'
        ? 'only the old version of a replay that has switched can be dropped'
        : 'nothing is under way';
    throw new Error(`${rule}; ${name} is ${entry === undefined ? 'not replayed' : entry.state}`);
  }
  const rebuilt = rebuiltDatabase(database, name, entry.version);
  await release(client, database, projection.table.table);
  await dropRebuilt(client, rebuilt);
  await positions.forget(replayStream(name, entry.version));
  await recordReplay(client, { ...entry, state });
  say.out(
    `${name}: ${rebuilt} is gone; ${state === 'dropped' ? `version ${entry.version} is live` : 'the live version was not touched'}`,
  );
  return { ok: true, version: entry.version, state };
}
