import type { EpochMicros } from '../kernel/index.ts';
import { ASPECTS, baseOf, sizesOf, startSummary, summarise, type Aspect, type Summary } from './aspects.ts';
import { usualAt } from './daily-profile.ts';
import { bandOf, leakIn, learn, scoreAgainst, startRecord, type Band, type RangeRecord } from './range-record.ts';
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
  /** Sizes of the aspects in the order of `ASPECTS`, NaN where there is none. */
  readonly sizes: readonly number[];
  /** What a reading was expected to be: the mean of about the last 64. */
  readonly expected: number;
  /** Only of a reading that is strange. */
  readonly strange: Strangeness | undefined;
}

/** In which way a reading is strange: the plainest that will do, for a person has to understand it. */
export interface Strangeness {
  readonly aspect: Aspect;
  /** What the aspect kept to before this reading. */
  readonly band: Band;
  /** The limits a person can compare the reading with, in its own unit: the band moved to where the aspect is measured from. */
  readonly lower: number;
  readonly upper: number;
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
  const sizes = sizesOf(summary, value, usual);
  const leak = before ? leakIn(at - before.at, settings) : 0;
  const expected = before?.summary.mean64 ?? value;
  const magnitude = Math.max(Math.abs(value), Math.abs(expected));
  const records: (RangeRecord | undefined)[] = [];
  let score = 0;
  let strange: Strangeness | undefined;
  for (let index = 0; index < ASPECTS.length; index += 1) {
    const aspect = ASPECTS[index] as Aspect;
    const record = before?.records[index];
    const size = sizes[index] ?? Number.NaN;
    if (Number.isNaN(size)) {
      records.push(record);
      continue;
    }
    if (record && record.readings > settings.warmUp && !(aspect === 'habit' && usual?.tentative)) {
      const own = scoreAgainst(record, leak, size, magnitude, settings);
      score = Math.max(score, own);
      if (own >= settings.openScore && !strange) {
        strange = strangeness(aspect, bandOf(record, leak, magnitude, settings), baseOf(aspect, summary, usual));
      }
    }
    records.push(record ? learn(record, leak, size, settings) : startRecord(size));
  }
  return {
    model: { readings: (before?.readings ?? 0) + 1, at, summary, records },
    verdict: { score, sizes, expected, strange },
  };
}

function strangeness(aspect: Aspect, band: Band, base: number): Strangeness {
  const high = band.high + band.margin;
  // The spread has no direction: so far to both sides of the mean.
  const low = aspect === 'spread' ? -high : band.low - band.margin;
  return { aspect, band, lower: base + low, upper: base + high };
}
