import type { EpochMicros } from '../kernel/index.ts';
import { ASPECTS, baseOf, HABIT, sizesOf, startSummary, summarise, type Aspect } from './aspects.ts';
import { hourOf, isTentative, usualAt } from './daily-profile.ts';
import {
  bandOf,
  hasRecord,
  leakIn,
  learn,
  recordReadings,
  scoreAgainst,
  startRecord,
  type Band,
} from './range-record.ts';
import type { SeriesMemory } from './series-memory.ts';
import type { DetectorSettings } from './settings.ts';

/** What one reading looks like against everything before it. `observe` overwrites it: one serves all readings. */
export class Verdict {
  /** 0..1; 0.5 is the limit of what is strange, 0 during warm-up. */
  score = 0;
  /** Sizes of the aspects in the order of `ASPECTS`, NaN where there is none. */
  readonly sizes = new Float64Array(ASPECTS.length);
  /** What a reading was expected to be: the mean of about the last 64. */
  expected = 0;
  /** Only of a reading that is strange. */
  strange: Strangeness | undefined;
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

/**
 * Looks at one reading (unit of the series; `at` no older than the last), writes what it says into `verdict`, and learns from it.
 *
 * The idea: industrial signals have shapes no distribution fits, but they keep to ranges. A reading is strange when an aspect of
 * it leaves the range kept so far by more than a part of that range's width and some of its usual noise. What is kept is a
 * summary of the series and the range each aspect has kept to: it does not grow with the readings.
 */
export function observe(
  series: SeriesMemory,
  at: EpochMicros,
  value: number,
  settings: DetectorSettings,
  verdict: Verdict,
): void {
  const isFirst = series.readings === 0;
  if (isFirst) startSummary(series, value);
  const hour = hourOf(at);
  const usual = usualAt(series, hour);
  const tentative = isTentative(series, hour);
  const leak = isFirst ? 0 : leakIn(at - series.at, settings);
  const expected = series.mean64;
  summarise(series, hour, value);
  const { sizes } = verdict;
  sizesOf(series, value, usual, sizes);
  const magnitude = Math.max(Math.abs(value), Math.abs(expected));
  let score = 0;
  let strange: Strangeness | undefined;
  for (let aspect = 0; aspect < ASPECTS.length; aspect += 1) {
    const size = sizes[aspect] as number;
    if (Number.isNaN(size)) continue;
    if (!hasRecord(series, aspect)) {
      startRecord(series, aspect, size);
      continue;
    }
    if (recordReadings(series, aspect) > settings.warmUp && !(aspect === HABIT && tentative)) {
      const own = scoreAgainst(series, aspect, leak, size, magnitude, settings);
      if (own > score) score = own;
      if (own >= settings.openScore && strange === undefined) {
        strange = strangeness(series, aspect, bandOf(series, aspect, leak, magnitude, settings), usual);
      }
    }
    learn(series, aspect, leak, size, settings);
  }
  series.readings += 1;
  series.at = at;
  verdict.score = score;
  verdict.expected = expected;
  verdict.strange = strange;
}

function strangeness(series: SeriesMemory, index: number, band: Band, usual: number): Strangeness {
  const aspect = ASPECTS[index] as Aspect;
  const base = baseOf(aspect, series, usual);
  const high = band.high + band.margin;
  // The spread has no direction: so far to both sides of the mean.
  const low = aspect === 'spread' ? -high : band.low - band.margin;
  return { aspect, band, lower: base + low, upper: base + high };
}
