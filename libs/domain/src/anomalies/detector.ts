import type { EpochMicros } from '../kernel/index.ts';
import { ASPECTS, startSummary, summarise, viewsOf, type Aspect, type Summary, type View } from './aspects.ts';
import { usualAt } from './daily-profile.ts';
import { bandOf, forget, scoreOutside, startRecord, widen, type Band, type RangeRecord } from './range-record.ts';
import type { DetectorSettings } from './settings.ts';

/**
 * What is known of one series: a summary of it and the range each aspect has kept to. Bounded: it does not grow with the readings.
 *
 * The idea: industrial signals have shapes no distribution fits, but they keep to ranges. A reading is strange when an aspect of
 * it leaves the range kept so far by more than a part of that range's width and some of its usual noise.
 */
export interface SeriesModel {
  readonly readings: number;
  readonly at: EpochMicros;
  readonly summary: Summary;
  /** In the order of `ASPECTS`; undefined until the aspect was first seen. */
  readonly records: readonly (RangeRecord | undefined)[];
}

/** What one reading looks like against everything before it. */
export interface Verdict {
  /** 0..1; 0.5 is the limit of what is strange, 0 during warm-up. */
  readonly score: number;
  /** The plainest aspect that is strange, for a person has to understand it; `value` when none is. */
  readonly aspect: Aspect;
  readonly views: readonly (View | undefined)[];
  /** What each aspect kept to before this reading. */
  readonly bands: readonly (Band | undefined)[];
  /** What a reading was expected to be: the mean of about the last 64. */
  readonly expected: number;
}

/** Looks at one reading (unit of the series; `at` no older than the last) and learns from it. */
export function observe(
  before: SeriesModel | undefined,
  at: EpochMicros,
  value: number,
  settings: DetectorSettings,
): { model: SeriesModel; verdict: Verdict } {
  const usual = before && usualAt(before.summary.profile, at);
  const summary = summarise(before?.summary ?? startSummary(value), at, value);
  const views = viewsOf(summary, value, usual);
  const elapsed = before ? at - before.at : 0;
  const faded = ASPECTS.map((_, index) => {
    const record = before?.records[index];
    return record && forget(record, elapsed, settings);
  });
  const expected = before?.summary.mean64 ?? value;
  const magnitude = Math.max(Math.abs(value), Math.abs(expected));
  const bands = faded.map((record) => record && bandOf(record, magnitude, settings));
  const verdict = { ...judge(faded, bands, views, settings), views, bands, expected };
  const records = views.map((view, index) => {
    const record = faded[index];
    if (!view) return record;
    return record ? widen(record, view.size, settings) : startRecord(view.size);
  });
  return { model: { readings: (before?.readings ?? 0) + 1, at, summary, records }, verdict };
}

function judge(
  records: readonly (RangeRecord | undefined)[],
  bands: readonly (Band | undefined)[],
  views: readonly (View | undefined)[],
  settings: DetectorSettings,
): { score: number; aspect: Aspect } {
  let score = 0;
  let aspect: Aspect | undefined;
  for (const [index, name] of ASPECTS.entries()) {
    const record = records[index];
    const band = bands[index];
    const view = views[index];
    if (!record || !band || !view || view.tentative || record.readings <= settings.warmUp) continue;
    const own = scoreOutside(band, view.size);
    score = Math.max(score, own);
    if (own >= settings.openScore) aspect ??= name;
  }
  return { score, aspect: aspect ?? 'value' };
}

/** The limits a person can compare a reading with, in its own unit: the band of the aspect that spoke, moved to where it applies. */
export function limitsOf(verdict: Verdict): { lower: number; upper: number } {
  const index = ASPECTS.indexOf(verdict.aspect);
  const band = verdict.bands[index];
  const base = verdict.views[index]?.base ?? 0;
  if (!band) return { lower: verdict.expected, upper: verdict.expected };
  if (verdict.aspect === 'spread') {
    return { lower: base - band.high - band.margin, upper: base + band.high + band.margin };
  }
  return { lower: base + band.low - band.margin, upper: base + band.high + band.margin };
}
