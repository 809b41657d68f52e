import type { EpochMicros } from '../kernel/index.ts';
import type { SeriesMemory } from './series-memory.ts';

/** What a series usually is at each hour of the UTC day: one mean an hour, `days` days behind it. */
export const HOURS = 24;
const HOUR_MICROS = 3_600_000_000;
/** Days an hour must have been seen before it is an expectation. */
const DAYS_NEEDED = 2;
/** Weight of a new day once there are many: a change of habit is learned in about a week. */
const DAY_WEIGHT = 1 / 8;

export const hourOf = (at: EpochMicros): number => (((Math.floor(at / HOUR_MICROS) % HOURS) + HOURS) % HOURS) | 0;

/** What is usual at an hour, or NaN while too few days have been seen. */
export const usualAt = (series: SeriesMemory, hour: number): number =>
  series.daysAt(hour) >= DAYS_NEEDED ? series.meanAt(hour) : Number.NaN;

/** Fewer days than it takes to know how much the hour differs from day to day: learn from it, do not judge by it. */
export const isTentative = (series: SeriesMemory, hour: number): boolean => series.daysAt(hour) === DAYS_NEEDED;

/** The profile sees a value; an hour's mean joins the profile when the next hour begins. */
export function learnDay(series: SeriesMemory, hour: number, value: number): void {
  if (hour === series.hour) {
    series.hourSum += value;
    series.hourReadings += 1;
    return;
  }
  if (series.hour >= 0) closeHour(series);
  series.hour = hour;
  series.hourSum = value;
  series.hourReadings = 1;
}

function closeHour(series: SeriesMemory): void {
  const { hour } = series;
  const days = series.daysAt(hour);
  const mean = series.meanAt(hour);
  const today = series.hourSum / series.hourReadings;
  series.setUsual(hour, mean + (today - mean) * Math.max(DAY_WEIGHT, 1 / (days + 1)), Math.min(255, days + 1));
}
