import type { EpochMicros } from '../kernel/index.ts';
import { emptyProfile, learnDay, usualAt, type DailyProfile, type Usual } from './daily-profile.ts';

/**
 * The ways of looking at a series. A fault that hides in one shows in another: a spike in the value, a slow shift in the means,
 * a change of pace in the momentum, unrest in the spread, the right value at the wrong hour in the habit.
 */
export const ASPECTS = ['value', 'mean-16', 'mean-64', 'momentum', 'spread', 'habit'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** Exponentially weighted summaries of everything seen so far; all the memory the aspects need. */
export interface Summary {
  readonly mean16: number;
  readonly mean64: number;
  readonly mean128: number;
  readonly variance16: number;
  /** Distance from the daily profile, smoothed over 8 readings; undefined until the profile has something to say. */
  readonly habit: number | undefined;
  readonly profile: DailyProfile;
}

export const startSummary = (value: number): Summary => ({
  mean16: value,
  mean64: value,
  mean128: value,
  variance16: 0,
  habit: undefined,
  profile: emptyProfile,
});

/** The summary having seen a value. */
export function summarise(before: Summary, at: EpochMicros, value: number): Summary {
  const mean16 = before.mean16 + (value - before.mean16) / 16;
  const usual = usualAt(before.profile, at);
  return {
    mean16,
    mean64: before.mean64 + (value - before.mean64) / 64,
    mean128: before.mean128 + (value - before.mean128) / 128,
    variance16: before.variance16 + ((value - mean16) ** 2 - before.variance16) / 16,
    habit: usual === undefined ? before.habit : smoothHabit(before.habit, value - usual.mean),
    profile: learnDay(before.profile, at, value),
  };
}

const smoothHabit = (before: number | undefined, distance: number): number =>
  before === undefined ? distance : before + (distance - before) / 8;

/** The sizes of the aspects in the order of `ASPECTS`; NaN where there is nothing to compare with yet. */
export const sizesOf = (summary: Summary, value: number, usual: Usual | undefined): readonly number[] => [
  value,
  summary.mean16,
  summary.mean64,
  summary.mean16 - summary.mean128,
  Math.sqrt(summary.variance16),
  usual === undefined || summary.habit === undefined ? Number.NaN : summary.habit,
];

/** The value from which an aspect is measured; 0 where it is a value itself. */
export function baseOf(aspect: Aspect, summary: Summary, usual: Usual | undefined): number {
  switch (aspect) {
    case 'momentum':
      return summary.mean128;
    case 'spread':
      return summary.mean16;
    case 'habit':
      return usual?.mean ?? 0;
    default:
      return 0;
  }
}
