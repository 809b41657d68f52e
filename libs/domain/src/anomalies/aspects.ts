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

/** One aspect of a reading: its size, and the value from which it is measured (0 where it is a value itself). */
export interface View {
  readonly size: number;
  readonly base: number;
  /** Learned from, not yet judged by. */
  readonly tentative?: boolean;
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

/** The aspects of a reading in the order of `ASPECTS`; undefined where there is nothing to compare with yet. */
export const viewsOf = (summary: Summary, value: number, usual: Usual | undefined): readonly (View | undefined)[] => [
  { size: value, base: 0 },
  { size: summary.mean16, base: 0 },
  { size: summary.mean64, base: 0 },
  { size: summary.mean16 - summary.mean128, base: summary.mean128 },
  { size: Math.sqrt(summary.variance16), base: summary.mean16 },
  usual === undefined || summary.habit === undefined
    ? undefined
    : { size: summary.habit, base: usual.mean, tentative: usual.tentative },
];
