import { createLogger } from '@millrace/platform';
import { countProcessed } from '@millrace/streaming';
import { waitFor } from '@millrace/testing';
import type { BenchedProcess } from './benched-process.ts';
import type { BenchContext } from './stage.ts';

/** What a stream process works on: a topic that was filled before it started. */
export interface StreamWork {
  readonly process: BenchedProcess;
  readonly groupId: string;
  readonly topic: string;
  readonly records: number;
}

/** The share of the work that warms compilers up, and where the clock stops: what is left may end in a batch that is not full. */
const [WARM, DONE] = [0.25, 0.95];
const LONGEST_MS = 600_000;
const logger = createLogger({ service: 'bench', level: 'warn' });

/**
 * Records per core-second of a process that reads a topic as a consumer group, by the offsets it commits: the records are on the
 * topic beforehand, so that what is measured is how fast it works and not how fast they come. Stops the process.
 */
export async function recordsPerCoreSecond({ stack }: BenchContext, work: StreamWork): Promise<number> {
  const connection = { brokers: stack.addresses.kafkaBrokers, clientId: 'bench' };
  const reached = async (share: number): Promise<{ processed: number; cpuSeconds: number }> => {
    let processed = 0;
    const enough = async (): Promise<boolean> => {
      work.process.assertAlive();
      processed = await countProcessed(connection, work.groupId, work.topic, logger);
      return processed >= share * work.records;
    };
    await waitFor(enough, {
      ...{ timeoutMs: LONGEST_MS, intervalMs: 250, describe: `${work.groupId} to process ${work.topic}` },
    });
    return { processed, cpuSeconds: work.process.cpuSeconds() };
  };
  try {
    const begin = await reached(WARM);
    const end = await reached(DONE);
    return (end.processed - begin.processed) / (end.cpuSeconds - begin.cpuSeconds);
  } finally {
    await work.process.stop();
  }
}
