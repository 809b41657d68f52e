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

/** The record after `elapsed` microseconds: shrunk a little, so that an old extreme does not blind the detector for ever. */
export function forget(record: RangeRecord, elapsed: EpochMicros, settings: DetectorSettings): RangeRecord {
  const leak = Math.min(DAY_MICROS, Math.max(0, elapsed)) / (settings.forgetDays * DAY_MICROS);
  const width = record.high - record.low;
  return { ...record, low: record.low + leak * width, high: record.high - leak * width };
}

/**
 * Where the record ends and how far beyond it a value must be to be an anomaly.
 * @param magnitude size of the series' values, for what single-precision sources and sums may be off by
 */
export const bandOf = (record: RangeRecord, magnitude: number, settings: DetectorSettings): Band => ({
  low: record.low,
  high: record.high,
  margin:
    settings.rangeMargin * (record.high - record.low) + settings.noiseMargin * record.step + FLOAT_NOISE * magnitude,
});

/** How far a value is outside a band as a score: 0 inside, 0.5 exactly on its margin, towards 1 far away. */
export function scoreOutside(band: Band, value: number): number {
  const excess = Math.max(value - band.high, band.low - value);
  return excess > 0 ? excess / (excess + band.margin) : 0;
}

/** The record having seen a value. */
export function widen(record: RangeRecord, value: number, settings: DetectorSettings): RangeRecord {
  const readings = record.readings + 1;
  const step = Math.abs(value - record.previous);
  const counted = readings > STEP_CLIP_AFTER && record.step > 0 ? Math.min(step, STEP_CLIP * record.step) : step;
  const width = record.high - record.low;
  const beyond = (excess: number): number => settings.overshoot * Math.min(excess, width);
  return {
    low: value < record.low ? value - beyond(record.low - value) : record.low,
    high: value > record.high ? value + beyond(value - record.high) : record.high,
    step: record.step + (counted - record.step) * Math.max(STEP_WEIGHT, 1 / readings),
    previous: value,
    readings,
  };
}
