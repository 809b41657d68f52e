import type { EpochMicros } from '../kernel/index.ts';
import type { DetectorSettings } from './settings.ts';

/** The range one aspect of a series has kept to so far, and how much it usually moves from reading to reading. */
export interface RangeRecord {
  readonly low: number;
  readonly high: number;
  /** Typical absolute step between two readings, outliers clipped. */
  readonly step: number;
  readonly previous: number;
  readonly readings: number;
}

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

export const startRecord = (value: number): RangeRecord => ({
  low: value,
  high: value,
  step: 0,
  previous: value,
  readings: 0,
});

/** Part of its width that a record loses on each side in `elapsed` microseconds: an old extreme must not blind us for ever. */
export const leakIn = (elapsed: EpochMicros, settings: DetectorSettings): number =>
  Math.min(DAY_MICROS, Math.max(0, elapsed)) / (settings.forgetDays * DAY_MICROS);

/**
 * Where the record, shrunk by `leak`, ends and how far beyond it a value must be to be an anomaly.
 * @param magnitude size of the series' values, for what single-precision sources and sums may be off by
 */
export function bandOf(record: RangeRecord, leak: number, magnitude: number, settings: DetectorSettings): Band {
  const shrink = leak * (record.high - record.low);
  const [low, high] = [record.low + shrink, record.high - shrink];
  return { low, high, margin: marginOf(high - low, record.step, magnitude, settings) };
}

const marginOf = (width: number, step: number, magnitude: number, settings: DetectorSettings): number =>
  settings.rangeMargin * width + settings.noiseMargin * step + FLOAT_NOISE * magnitude;

/** How far a value is outside a band as a score: 0 inside, 0.5 exactly on its margin, towards 1 far away. */
export const scoreOutside = ({ low, high, margin }: Band, value: number): number =>
  scoreOf(Math.max(value - high, low - value), margin);

const scoreOf = (excess: number, margin: number): number => (excess > 0 ? excess / (excess + margin) : 0);

/** `scoreOutside(bandOf(...), value)` without making the band: it runs for every aspect of every reading. */
export function scoreAgainst(
  record: RangeRecord,
  leak: number,
  value: number,
  magnitude: number,
  settings: DetectorSettings,
): number {
  const shrink = leak * (record.high - record.low);
  const low = record.low + shrink;
  const high = record.high - shrink;
  const excess = Math.max(value - high, low - value);
  return excess > 0 ? scoreOf(excess, marginOf(high - low, record.step, magnitude, settings)) : 0;
}

/** The record, shrunk by `leak`, having seen a value. */
export function learn(record: RangeRecord, leak: number, value: number, settings: DetectorSettings): RangeRecord {
  const shrink = leak * (record.high - record.low);
  const low = record.low + shrink;
  const high = record.high - shrink;
  const readings = record.readings + 1;
  const step = Math.abs(value - record.previous);
  const counted = readings > STEP_CLIP_AFTER && record.step > 0 ? Math.min(step, STEP_CLIP * record.step) : step;
  const width = high - low;
  return {
    low: value < low ? value - settings.overshoot * Math.min(low - value, width) : low,
    high: value > high ? value + settings.overshoot * Math.min(value - high, width) : high,
    step: record.step + (counted - record.step) * Math.max(STEP_WEIGHT, 1 / readings),
    previous: value,
    readings,
  };
}
