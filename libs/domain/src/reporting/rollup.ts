import type { EpochMicros } from '../kernel/index.ts';

/** Where points of a history come from: the readings themselves, or one of the stored rollups. */
export type HistorySource = 'raw' | '1m' | '1h' | '1d';

/** How a stretch of history is answered. */
export interface RollupChoice {
  readonly source: HistorySource;
  /** Width of a point in seconds; 0 for raw readings. A multiple of the rollup's own width. */
  readonly stepSeconds: number;
}

export interface HistoryRequest {
  /** Start, inclusive. */
  readonly from: EpochMicros;
  /** End, exclusive; after `from`. */
  readonly to: EpochMicros;
  /** Most points the caller wants; at least 1. */
  readonly maxPoints: number;
  /** Readings in the stretch, or any number above `maxPoints` when there are more. */
  readonly rawPoints: number;
}

const MICROS = 1_000_000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Widths people expect on an axis; above them whole days double. */
const STEPS: readonly { readonly source: HistorySource; readonly seconds: readonly number[] }[] = [
  { source: '1m', seconds: [1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE) },
  { source: '1h', seconds: [1, 2, 3, 6, 12].map((hours) => hours * HOUR) },
  { source: '1d', seconds: [1, 2, 7, 14, 28].map((days) => days * DAY) },
];

/** Start of the bucket an instant falls in. Buckets are counted from 1970-01-01T00:00Z, so that every query agrees on them. */
export function bucketStart(instant: EpochMicros, stepSeconds: number): EpochMicros {
  const width = stepSeconds * MICROS;
  return Math.floor(instant / width) * width;
}

/** How many buckets the stretch [from, to) touches. */
export function bucketCount(from: EpochMicros, to: EpochMicros, stepSeconds: number): number {
  if (to <= from) return 0;
  const width = stepSeconds * MICROS;
  return Math.floor((to - 1) / width) - Math.floor(from / width) + 1;
}

/** The finest answer with at most `maxPoints` points: the readings when they are few, else the narrowest bucket that fits. */
export function chooseRollup(request: HistoryRequest): RollupChoice {
  const { from, to, maxPoints, rawPoints } = request;
  if (rawPoints <= maxPoints) return { source: 'raw', stepSeconds: 0 };
  const fits = (seconds: number): boolean => bucketCount(from, to, seconds) <= maxPoints;
  for (const { source, seconds } of STEPS) {
    const stepSeconds = seconds.find(fits);
    if (stepSeconds !== undefined) return { source, stepSeconds };
  }
  let stepSeconds = 28 * DAY;
  // Ends: once a bucket is wider than the time since 1970, one bucket holds everything.
  while (!fits(stepSeconds)) stepSeconds *= 2;
  return { source: '1d', stepSeconds };
}
