import { grownTo, type Grown } from '../growth/plant-of-series.ts';
import type { Measured, Stage } from '../stage.ts';

/** Few, more, and many series; in a smoke test many are fewer. */
const [FEW, MORE, MANY] = [10_000, 100_000, 1_000_000];

/**
 * Anomaly detection as the plant grows from 10,000 to a million series. What a process needs for itself, whatever the number of series,
 * is the same at both ends: memory and the time of a start are differences between them.
 */
export const growth: Stage = {
  name: 'growth',
  // A stack for each size: its topics must hold that size alone.
  parts: [],
  async run(context) {
    const few = await grownTo(context, FEW);
    const more = await grownTo(context, context.sized(MORE / FEW) * FEW);
    const many = await grownTo(context, context.sized(MANY / FEW) * FEW);
    return [...speeds(few, more, many), ...perSeries(few, many), restore(few, many)];
  },
};

function speeds(few: Grown, more: Grown, many: Grown): Measured[] {
  const row = (name: string, grown: Grown, goal: number | undefined): Measured => ({
    ...{ stage: `growth.throughput.${name}`, unit: 'readings per core-second, beside those at 10,000 series', goal },
    ...{ ours: grown.readingsPerCoreSecond, peer: few.readingsPerCoreSecond },
  });
  return [row('100k', more, undefined), row('1m', many, 0.85)];
}

function perSeries(few: Grown, many: Grown): Measured[] {
  const row = (name: 'resident' | 'held', unit: string, goal: number | undefined): Measured => ({
    ...{ stage: `growth.memory.${name}`, unit, peer: undefined, goal, goalIs: 'at most' },
    ours: (many.memory[name] - few.memory[name]) / (many.series - few.series),
  });
  return [
    row('resident', 'bytes in RAM per series', 600),
    row('held', 'bytes of heap and buffers per series', undefined),
  ];
}

function restore(few: Grown, many: Grown): Measured {
  const seconds = many.startSeconds - few.startSeconds;
  if (seconds <= 0) {
    throw new Error(
      `${many.series} series were restored in ${many.startSeconds} s, ${few.series} in ${few.startSeconds} s`,
    );
  }
  const ours = (many.series - few.series) / seconds;
  return { stage: 'growth.restore', unit: 'series/s from the changelog', ours, peer: undefined, goal: 200_000 };
}
