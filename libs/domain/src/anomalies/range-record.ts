import type { EpochMicros } from '../kernel/index.ts';
import type { SeriesMemory } from './series-memory.ts';
import type { DetectorSettings } from './settings.ts';

/**
 * The range one aspect of a series has kept to so far, and how much it usually moves from reading to reading: four doubles from
 * `SeriesMemory.record(aspect)` on, and a number of readings beside them.
 */
const LOW = 0;
const HIGH = 1;
/** Typical absolute step between two readings, outliers clipped. */
const STEP = 2;
const PREVIOUS = 3;

/** A range and what may be added to it on both sides before a value counts as outside. */
export interface Band {
  readonly low: number;
  readonly high: number;
  readonly margin: number;
}

const DAY_MICROS = 86_400_000_000;
/** Weight of a new step in `step` once there are many; before, it is a plain mean. */
const STEP_WEIGHT = 1 / 256;
/** A step counts at most this many times the usual one, so that the anomaly itself does not become the norm. */
const STEP_CLIP = 4;
/** Relative error of a value that went through single precision and a unit conversion, with room. */
const FLOAT_NOISE = 1e-6;
/** Steps needed before clipping starts: the first few say too little about what is usual. */
const STEP_CLIP_AFTER = 10;

/** Whether the aspect was ever seen. */
export const hasRecord = (series: SeriesMemory, aspect: number): boolean =>
  !Number.isNaN(series.doubles[series.record(aspect) + LOW]);

/** Readings that the record of an aspect has seen after its first. */
export const recordReadings = (series: SeriesMemory, aspect: number): number =>
  series.words[series.recordReadings(aspect)] as number;

/** Where the record of an aspect ends and its usual step, for people. */
export function recordedRange(series: SeriesMemory, aspect: number): { low: number; high: number; step: number } {
  const record = series.record(aspect);
  const { doubles } = series;
  return {
    low: doubles[record + LOW] as number,
    high: doubles[record + HIGH] as number,
    step: doubles[record + STEP] as number,
  };
}

export function startRecord(series: SeriesMemory, aspect: number, value: number): void {
  const { doubles } = series;
  const record = series.record(aspect);
  doubles[record + LOW] = value;
  doubles[record + HIGH] = value;
  doubles[record + STEP] = 0;
  doubles[record + PREVIOUS] = value;
  series.words[series.recordReadings(aspect)] = 0;
}

/** Part of its width that a record loses on each side in `elapsed` microseconds: an old extreme must not blind us for ever. */
export const leakIn = (elapsed: EpochMicros, settings: DetectorSettings): number =>
  Math.min(DAY_MICROS, Math.max(0, elapsed)) / (settings.forgetDays * DAY_MICROS);

/**
 * Where the record, shrunk by `leak`, ends and how far beyond it a value must be to be an anomaly.
 * @param magnitude size of the series' values, for what single-precision sources and sums may be off by
 */
export function bandOf(
  series: SeriesMemory,
  aspect: number,
  leak: number,
  magnitude: number,
  settings: DetectorSettings,
): Band {
  const { doubles } = series;
  const record = series.record(aspect);
  const width = (doubles[record + HIGH] as number) - (doubles[record + LOW] as number);
  const low = (doubles[record + LOW] as number) + leak * width;
  const high = (doubles[record + HIGH] as number) - leak * width;
  return { low, high, margin: marginOf(high - low, doubles[record + STEP] as number, magnitude, settings) };
}

const marginOf = (width: number, step: number, magnitude: number, settings: DetectorSettings): number =>
  settings.rangeMargin * width + settings.noiseMargin * step + FLOAT_NOISE * magnitude;

/** How far a value is outside a band as a score: 0 inside, 0.5 exactly on its margin, towards 1 far away. */
export const scoreOutside = ({ low, high, margin }: Band, value: number): number =>
  scoreOf(Math.max(value - high, low - value), margin);

const scoreOf = (excess: number, margin: number): number => (excess > 0 ? excess / (excess + margin) : 0);

/** `scoreOutside(bandOf(...), value)` without making the band: it runs for every aspect of every reading. */
export function scoreAgainst(
  series: SeriesMemory,
  aspect: number,
  leak: number,
  value: number,
  magnitude: number,
  settings: DetectorSettings,
): number {
  const { doubles } = series;
  const record = series.record(aspect);
  const shrink = leak * ((doubles[record + HIGH] as number) - (doubles[record + LOW] as number));
  const low = (doubles[record + LOW] as number) + shrink;
  const high = (doubles[record + HIGH] as number) - shrink;
  const excess = Math.max(value - high, low - value);
  return excess > 0 ? scoreOf(excess, marginOf(high - low, doubles[record + STEP] as number, magnitude, settings)) : 0;
}

/** The record, shrunk by `leak`, sees a value. */
export function learn(
  series: SeriesMemory,
  aspect: number,
  leak: number,
  value: number,
  settings: DetectorSettings,
): void {
  const { doubles, words } = series;
  const record = series.record(aspect);
  const counter = series.recordReadings(aspect);
  const shrink = leak * ((doubles[record + HIGH] as number) - (doubles[record + LOW] as number));
  const low = (doubles[record + LOW] as number) + shrink;
  const high = (doubles[record + HIGH] as number) - shrink;
  const readings = (words[counter] as number) + 1;
  const usual = doubles[record + STEP] as number;
  const step = Math.abs(value - (doubles[record + PREVIOUS] as number));
  const counted = readings > STEP_CLIP_AFTER && usual > 0 ? Math.min(step, STEP_CLIP * usual) : step;
  const width = high - low;
  doubles[record + LOW] = value < low ? value - settings.overshoot * Math.min(low - value, width) : low;
  doubles[record + HIGH] = value > high ? value + settings.overshoot * Math.min(value - high, width) : high;
  doubles[record + STEP] = usual + (counted - usual) * Math.max(STEP_WEIGHT, 1 / readings);
  doubles[record + PREVIOUS] = value;
  words[counter] = Math.min(readings, 0xffff_ffff);
}
