import { topic } from '@millrace/contracts';
import { waitFor } from '@millrace/testing';
import { measureWork, perSecond, reached } from '../backlog/work.ts';
import type { Backlog } from '../backlog/backlog.ts';
import { appendAll } from '../input/append-all.ts';
import { BenchTopics } from '../input/bench-topics.ts';
import { registryRecords } from '../input/records.ts';
import { Instances, STREAM } from '../instances/instances.ts';
import { NumberedEvents } from '../instances/numbered-events.ts';
import type { BenchContext, Measured, Stage } from '../stage.ts';

const [ASSETS, MESSAGES, READINGS] = [2_000, 600_000, 8];
/** Of the backlog during which an instance joins and leaves: both take seconds, and it must not be worked off before. */
const CHANGING_MESSAGES = 1_200_000;
const COUNTS = [1, 2, 4];
const REPEAT_EVERY = 20;
const groupId = `millrace.${STREAM}`;

/**
 * One, two and four instances of enrichment on a backlog of the same size, and one that is joined by a second and leaves it alone in the
 * middle of another, in which every twentieth message is sent twice. At the end the output is read: each event is in it exactly once.
 */
export const instances: Stage = {
  name: 'instances',
  parts: ['kafka', 'registry'],
  run: (context) =>
    BenchTopics.with(context, async (topics) => {
      const events = new NumberedEvents(topics);
      await appendAll(topics.producer, registryRecords(topics.codecs, plant(context, 0)));
      const rates: number[] = [];
      for (const [round, count] of COUNTS.entries()) rates.push(await rateOf(context, topics, events, round, count));
      await joinedAndLeft(context, topics, events, COUNTS.length);
      context.tell(`  ${await events.cameOutOnce()} events: each came out exactly once`);
      const unit = 'readings/s by the clock, all instances, beside one';
      return COUNTS.slice(1).map((count, index): Measured => ({
        ...{ stage: `instances.${count}`, unit, goal: undefined },
        ...{ ours: rates[index + 1] ?? 0, peer: rates[0] ?? 0 },
      }));
    }),
};

const plant = ({ sized }: BenchContext, round: number) => {
  const messages = sized(MESSAGES);
  return { assets: ASSETS, messages, readingsPerMessage: READINGS, first: round * messages };
};

/** Readings a second of some instances, which share the work before it comes. */
async function rateOf(
  context: BenchContext,
  topics: BenchTopics,
  events: NumberedEvents,
  round: number,
  count: number,
): Promise<number> {
  // Made before: while instances are held still only what takes the broker's time is done.
  const records = [...events.records(plant(context, round))];
  const group = new Instances(context);
  try {
    await Promise.all(Array.from({ length: count }, () => group.add()));
    const shares = await group.shares(() => events.nudge(ASSETS));
    let backlog: Backlog | undefined;
    await group.heldStill(async () => void (backlog = await topics.fill(topic.telemetryReceived, records)));
    if (backlog === undefined) throw new Error('no backlog');
    const workers = { processes: group.processes, groupId, backlog };
    const rate = perSecond(await measureWork(context, workers)) * READINGS;
    await workedOff(topics);
    context.tell(`  ${count} instances with partitions ${described(shares)}: ${Math.round(rate)} readings/s`);
    return rate;
  } finally {
    await group.stop();
  }
}

async function workedOff(topics: BenchTopics): Promise<void> {
  const done = async (): Promise<boolean> => (await topics.lag(STREAM, topic.telemetryReceived)) === 0;
  await waitFor(done, { timeoutMs: 300_000, intervalMs: 200, describe: 'everything to be enriched' });
}

const described = (shares: readonly (readonly number[])[]): string =>
  shares.map((one) => `{${one.join(', ')}}`).join(' ');

async function joinedAndLeft(
  context: BenchContext,
  topics: BenchTopics,
  events: NumberedEvents,
  round: number,
): Promise<void> {
  const size = { ...plant(context, round), messages: context.sized(CHANGING_MESSAGES) };
  const backlog = await topics.fill(topic.telemetryReceived, events.records(size, REPEAT_EVERY));
  const group = new Instances(context);
  const done = (share: number): Promise<number> =>
    reached(context, { processes: group.processes, groupId, backlog }, share);
  try {
    await group.add();
    await done(0.1);
    await group.add();
    const both = await group.shares(() => events.nudge(ASSETS));
    const joinedAt = await done(0);
    await group.removeFirst();
    const alone = await group.shares(() => events.nudge(ASSETS));
    const leftAt = await done(0);
    await workedOff(topics);
    const percent = (records: number): number => Math.round((records / backlog.records) * 100);
    context.tell(
      `  a second joined at ${percent(joinedAt)} %: ${described(both)}; the first had left at ${percent(leftAt)} %: ${described(alone)}`,
    );
  } finally {
    await group.stop();
  }
}
