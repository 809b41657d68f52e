import { setTimeout as delay } from 'node:timers/promises';
import { hold, insertsEnded, release, type Versions } from '@millrace/clickhouse';
import { liveEnds, type Plan } from './plan.ts';
import { anyInDoubt } from './pending-blocks.ts';
import type { ReplayContext } from './replay-context.ts';

/** A hold ends by itself after so long: a process that dies here must not stop the live version. */
export const HOLD_SECONDS = 120;
/** How long what is done under a hold may take: well before it ends by itself. */
const WORK_MS = 80_000;
const ATTEMPTS = 10;
const SETTLE_MS = 2_000;
const INSERTS_MS = 20_000;

/**
 * Holds the live table at a moment when it is known exactly what is in it: no insert is under way, and no block is in doubt. Then
 * does the work, which learns up to which offsets the live version has everything, and nothing more. Lets go afterwards.
 * @throws Error when there is no such moment: the live sink does not run, or its inserts keep failing
 */
export async function whileHeld<T>(
  context: ReplayContext,
  versions: Versions,
  plan: Plan,
  work: (ends: readonly number[], deadline: AbortSignal) => Promise<T>,
): Promise<T> {
  const { client, live } = versions;
  const { say, name } = context;
  const { table } = context.projection.table;
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      await hold(client, live, table, HOLD_SECONDS);
      const deadline = AbortSignal.timeout(WORK_MS);
      await insertsEnded(client, live, INSERTS_MS);
      const ends = await settledEnds(context, versions, plan);
      if (ends !== undefined) return await work(ends, deadline);
      say.progress(`${name}: a block of the live version is in doubt; letting its writer finish it`);
      await release(client, live, table); // the writer finishes the block in doubt: its table drops it, or takes it
      await delay(SETTLE_MS / 4);
    }
  } finally {
    await release(client, live, table);
  }
  throw new Error(
    `${context.projection.stream} has announced a block that it does not finish: see to it that reporting runs, then switch again`,
  );
}

/** Where the live version ends, once no block is in doubt; undefined when one stays so. */
async function settledEnds(context: ReplayContext, versions: Versions, plan: Plan): Promise<number[] | undefined> {
  const { positions, projection } = context;
  const until = Date.now() + SETTLE_MS;
  do {
    const own = await positions.of(projection.stream, projection.topic);
    let inDoubt = await anyInDoubt(versions, projection.table.table, own);
    for (const { stream, topic } of projection.alsoWrittenBy) {
      if (inDoubt) break;
      inDoubt = await anyInDoubt(versions, projection.table.table, await positions.of(stream, topic), topic);
    }
    if (!inDoubt) return liveEnds(own, plan.from);
    await delay(100);
  } while (Date.now() < until);
  return undefined;
}
