import { createLogger } from '@millrace/platform';
import { countProcessed } from '@millrace/streaming';
import { waitFor } from '@millrace/testing';
import type { BenchedProcess } from '../benched-process.ts';
import type { BenchContext } from '../stage.ts';
import type { Backlog } from './backlog.ts';

/** Who works a backlog off. */
export interface Workers {
  readonly processes: readonly BenchedProcess[];
  readonly groupId: string;
  readonly backlog: Backlog;
  /**
   * The shares of the backlog between which is measured. Before, compilers get warm; what is left at the end may be in batches that are
   * not full. 0.25 and 0.95 unless said otherwise.
   */
  readonly between?: readonly [number, number];
  /** CPU seconds used so far by somebody else who takes part. */
  helperCpu?(): Promise<number>;
}

/** What was done between two readings of the clock, each right after a commit. */
export interface Work {
  readonly records: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly helperCpuSeconds: number;
}

const BETWEEN = [0.25, 0.95] as const;
const LONGEST_MS = 600_000;
const logger = createLogger({ service: 'bench', level: 'warn' });

/** Waits until a share of the backlog is processed, by the offsets the group commits; how many of its records are then. */
export async function reached(context: Pick<BenchContext, 'stack'>, workers: Workers, share: number): Promise<number> {
  const { processes, groupId, backlog } = workers;
  const connection = { brokers: context.stack.addresses.kafkaBrokers, clientId: 'bench' };
  let processed = 0;
  const enough = async (): Promise<boolean> => {
    for (const process of processes) process.assertAlive();
    processed = (await countProcessed(connection, groupId, backlog.topic, logger)) - backlog.before;
    return processed >= share * backlog.records;
  };
  const describe = `${groupId} to process ${Math.round(share * 100)} % of ${backlog.topic}`;
  await waitFor(enough, { timeoutMs: LONGEST_MS, intervalMs: 100, describe });
  return processed;
}

/** Measures processes that work a backlog off. @throws Error when it was worked off before there was anything to measure */
export async function measureWork(context: Pick<BenchContext, 'stack'>, workers: Workers): Promise<Work> {
  const [from, to] = workers.between ?? BETWEEN;
  const now = async (share: number): Promise<Work> => ({
    records: await reached(context, workers, share),
    seconds: performance.now() / 1_000,
    cpuSeconds: workers.processes.reduce((sum, process) => sum + process.cpuSeconds(), 0),
    helperCpuSeconds: (await workers.helperCpu?.()) ?? 0,
  });
  const [begin, end] = [await now(from), await now(to)];
  if (end.records === begin.records) throw new Error(`${workers.backlog.records} records are too few to measure`);
  return {
    records: end.records - begin.records,
    seconds: end.seconds - begin.seconds,
    cpuSeconds: end.cpuSeconds - begin.cpuSeconds,
    helperCpuSeconds: end.helperCpuSeconds - begin.helperCpuSeconds,
  };
}

export const perSecond = ({ records, seconds }: Work): number => records / seconds;
export const perCoreSecond = ({ records, cpuSeconds }: Work): number => records / cpuSeconds;
