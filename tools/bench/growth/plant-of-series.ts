import { topic } from '@millrace/contracts';
import { freePorts } from '@millrace/local-stack';
import { measureWork, perCoreSecond, reached } from '../backlog/work.ts';
import type { Backlog } from '../backlog/backlog.ts';
import { onFreshStack } from '../fresh-stack.ts';
import { BenchTopics } from '../input/bench-topics.ts';
import type { PlantSize } from '../input/plant.ts';
import { enrichedRecords } from '../input/records.ts';
import { startService } from '../service.ts';
import type { BenchContext } from '../stage.ts';
import { collectedMemory, type Memory } from './collected-memory.ts';

const METRICS = 8;
/**
 * Worked off when every series has its state already: what is measured is not how states are made. And long enough to measure when as
 * many states are saved as are due, which begins with the thirteenth message of an asset (docs/adr/0016).
 */
const MESSAGES = { least: 1_000_000, perAsset: 28 };
const BETWEEN = [0.5, 0.95] as const;
const GROUP = 'millrace.anomaly-detection.telemetry';

export interface Grown {
  readonly series: number;
  readonly readingsPerCoreSecond: number;
  readonly memory: Memory;
  /** From the start of the process to its readiness, when all of its state is there. */
  readonly startSeconds: number;
}

/**
 * The detector with some number of series, on a stack of its own:
 * 1. one message for every asset, so that the changelog holds each series once, and the process ends;
 * 2. a fresh instance is started on that changelog: how long until it is ready;
 * 3. another works off a backlog of messages around all series, and its memory is taken after a garbage collection.
 */
export function grownTo(context: BenchContext, series: number): Promise<Grown> {
  const plant = { assets: series / METRICS, readingsPerMessage: METRICS };
  return onFreshStack(['kafka', 'registry'], async (around) => {
    const own = { ...context, ...around };
    return BenchTopics.with(own, async (topics) => {
      const fill = (messages: number, first: number): Promise<Backlog> => {
        const size: PlantSize = { ...plant, messages, first };
        return topics.fill(topic.telemetryEnriched, enrichedRecords(topics.codecs, size));
      };
      await learn(own, await fill(plant.assets, 0));
      const startSeconds = await startOnChangelog(own);
      const messages = Math.max(context.sized(MESSAGES.least), MESSAGES.perAsset * plant.assets);
      const worked = await work(own, await fill(messages, plant.assets));
      const { memory, readingsPerCoreSecond } = worked;
      context.tell(
        `  ${series} series: ${Math.round(readingsPerCoreSecond)} readings per core-second, ready after ${startSeconds.toFixed(1)} s, ` +
          `${mebibytes(memory.resident)} MiB in RAM, ${mebibytes(memory.held)} MiB held`,
      );
      return { series, startSeconds, ...worked };
    });
  });
}

const mebibytes = (bytes: number): number => Math.round(bytes / 1_048_576);

async function learn(context: BenchContext, backlog: Backlog): Promise<void> {
  const { process } = await startService(context, 'anomaly-detection');
  try {
    await reached(context, { processes: [process], groupId: GROUP, backlog }, 1);
  } finally {
    await process.stop();
  }
}

async function startOnChangelog(context: BenchContext): Promise<number> {
  const start = performance.now();
  const { process } = await startService(context, 'anomaly-detection');
  const seconds = (performance.now() - start) / 1_000;
  await process.stop();
  return seconds;
}

async function work(context: BenchContext, backlog: Backlog): Promise<Pick<Grown, 'readingsPerCoreSecond' | 'memory'>> {
  const [port = 0] = await freePorts(1);
  const { process } = await startService(context, 'anomaly-detection', { nodeArgs: [`--inspect-port=${port}`] });
  try {
    const workers = { processes: [process], groupId: GROUP, backlog, between: BETWEEN };
    const readingsPerCoreSecond = perCoreSecond(await measureWork(context, workers)) * METRICS;
    await reached(context, workers, 1);
    return { readingsPerCoreSecond, memory: await collectedMemory(process, port) };
  } finally {
    await process.stop();
  }
}
