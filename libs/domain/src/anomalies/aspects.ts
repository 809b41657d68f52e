import { learnDay, usualAt } from './daily-profile.ts';
import type { SeriesMemory } from './series-memory.ts';

/**
 * The ways of looking at a series. A fault that hides in one shows in another: a spike in the value, a slow shift in the means,
 * a change of pace in the momentum, unrest in the spread, the right value at the wrong hour in the habit.
 */
export const ASPECTS = ['value', 'mean-16', 'mean-64', 'momentum', 'spread', 'habit'] as const;
export type Aspect = (typeof ASPECTS)[number];
export const HABIT = ASPECTS.indexOf('habit');

/** The summaries of a series that has seen nothing but this value. */
export function startSummary(series: SeriesMemory, value: number): void {
  series.mean16 = value;
  series.mean64 = value;
  series.mean128 = value;
}

/** The exponentially weighted summaries see a value; they are all the memory the aspects need. */
export function summarise(series: SeriesMemory, hour: number, value: number): void {
  const mean16 = series.mean16 + (value - series.mean16) / 16;
  const usual = usualAt(series, hour);
  series.mean16 = mean16;
  series.mean64 += (value - series.mean64) / 64;
  series.mean128 += (value - series.mean128) / 128;
  series.variance16 += ((value - mean16) ** 2 - series.variance16) / 16;
  if (!Number.isNaN(usual)) series.habit = smoothHabit(series.habit, value - usual);
  learnDay(series, hour, value);
}

const smoothHabit = (before: number, distance: number): number =>
  Number.isNaN(before) ? distance : before + (distance - before) / 8;

/** Writes the sizes of the aspects in the order of `ASPECTS`; NaN where there is nothing to compare with yet. */
export function sizesOf(series: SeriesMemory, value: number, usual: number, sizes: Float64Array): void {
  sizes[0] = value;
  sizes[1] = series.mean16;
  sizes[2] = series.mean64;
  sizes[3] = series.mean16 - series.mean128;
  sizes[4] = Math.sqrt(series.variance16);
  sizes[5] = Number.isNaN(usual) ? Number.NaN : series.habit;
}

/** The value from which an aspect is measured; 0 where it is a value itself. */
export function baseOf(aspect: Aspect, series: SeriesMemory, usual: number): number {
  switch (aspect) {
    case 'momentum':
      return series.mean128;
    case 'spread':
      return series.mean16;
    case 'habit':
      return usual;
    default:
      return 0;
  }
}
