/** How the detector and the life of an anomaly behave; one set for every series, on purpose: no tuning per signal. */
export interface DetectorSettings {
  /** Readings an aspect must have seen before it may speak. */
  readonly warmUp: number;
  /** Part of the range's width a new record must exceed it by to be an anomaly. */
  readonly rangeMargin: number;
  /** Usual steps from reading to reading that a new record must exceed the range by, on top of `rangeMargin`. */
  readonly noiseMargin: number;
  /** A record is set this many excesses beyond the reading that broke it, so that one fault is not many anomalies. */
  readonly overshoot: number;
  /** Days of event time in which a record that nothing renews has shrunk by 1/e on each side. */
  readonly forgetDays: number;
  /** A reading with at least this score opens an anomaly. */
  readonly openScore: number;
  /** An open anomaly counts a reading as normal below this score (lower than `openScore`: hysteresis). */
  readonly calmScore: number;
  /** Consecutive normal readings that close an anomaly. */
  readonly closeAfterReadings: number;
  /** Microseconds of event time without an abnormal reading that close an anomaly, however few readings came. */
  readonly closeAfterMicros: number;
  /** Readings in which about two thirds of a lasting level shift are learned. */
  readonly learnReadings: number;
  /** A score this much above the peak told last is told at once. */
  readonly updateOnPeakRise: number;
  /** An open anomaly is told again after this many readings ... */
  readonly updateEveryReadings: number;
  /** ... or this many microseconds of event time. */
  readonly updateEveryMicros: number;
}

const SECOND = 1_000_000;

/**
 * The margins were chosen on 31 recordings of the Numenta Anomaly Benchmark and on simulated noise; there is a broad plateau
 * around them (half or twice `noiseMargin` changes the result by a few points).
 */
export const defaultDetectorSettings: DetectorSettings = {
  warmUp: 288,
  rangeMargin: 0.01,
  noiseMargin: 1.5,
  overshoot: 2,
  forgetDays: 365,
  openScore: 0.5,
  calmScore: 0.35,
  closeAfterReadings: 20,
  closeAfterMicros: 6 * 3600 * SECOND,
  learnReadings: 256,
  updateOnPeakRise: 0.05,
  updateEveryReadings: 200,
  updateEveryMicros: 3600 * SECOND,
};
