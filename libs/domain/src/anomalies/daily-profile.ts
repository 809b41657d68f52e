import type { EpochMicros } from '../kernel/index.ts';

/** What a series usually is at each hour of the UTC day: one mean an hour, `days` days behind it. */
export interface DailyProfile {
  /** Kept in single precision, so that a restored profile is the same as the one that was saved. */
  readonly means: Float32Array;
  readonly days: Uint8Array;
  /** Hour being collected (-1: none yet), the sum of its readings and their number. */
  readonly hour: number;
  readonly sum: number;
  readonly readings: number;
}

export const HOURS = 24;
const HOUR_MICROS = 3_600_000_000;
/** Days an hour must have been seen before it is an expectation. */
const DAYS_NEEDED = 2;
/** Weight of a new day once there are many: a change of habit is learned in about a week. */
const DAY_WEIGHT = 1 / 8;

export const emptyProfile: DailyProfile = {
  means: new Float32Array(HOURS),
  days: new Uint8Array(HOURS),
  hour: -1,
  sum: 0,
  readings: 0,
};

const hourOf = (at: EpochMicros): number => (((Math.floor(at / HOUR_MICROS) % HOURS) + HOURS) % HOURS) | 0;

/** What is usual at an hour. */
export interface Usual {
  readonly mean: number;
  /** Fewer days than it takes to know how much the hour differs from day to day: learn from it, do not judge by it. */
  readonly tentative: boolean;
}

/** What is usual at this time of the day, or undefined while too few days have been seen. */
export function usualAt(profile: DailyProfile, at: EpochMicros): Usual | undefined {
  const hour = hourOf(at);
  const days = profile.days[hour] ?? 0;
  return days >= DAYS_NEEDED ? { mean: profile.means[hour] ?? 0, tentative: days === DAYS_NEEDED } : undefined;
}

/** The profile having seen a value; an hour's mean joins the profile when the next hour begins. */
export function learnDay(profile: DailyProfile, at: EpochMicros, value: number): DailyProfile {
  const hour = hourOf(at);
  if (hour === profile.hour) return { ...profile, sum: profile.sum + value, readings: profile.readings + 1 };
  const finished = profile.hour < 0 ? profile : closeHour(profile);
  return { ...finished, hour, sum: value, readings: 1 };
}

function closeHour(profile: DailyProfile): DailyProfile {
  const days = profile.days.slice();
  const means = profile.means.slice();
  const seen = days[profile.hour] ?? 0;
  const mean = means[profile.hour] ?? 0;
  means[profile.hour] = mean + (profile.sum / profile.readings - mean) * Math.max(DAY_WEIGHT, 1 / (seen + 1));
  days[profile.hour] = Math.min(255, seen + 1);
  return { ...profile, means, days };
}
