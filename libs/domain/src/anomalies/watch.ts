import type { EpochMicros, Quality, Value } from '../kernel/index.ts';
import type { AnomalyEvent, OpenAnomaly } from './anomaly.ts';
import { decideAnomaly } from './decide.ts';
import { observe, type Verdict } from './detector.ts';
import { evolveAnomaly } from './evolve.ts';
import type { SeriesMemory } from './series-memory.ts';
import type { DetectorSettings } from './settings.ts';
import { trustedTime } from './trusted-time.ts';

/** A reading of one series: one metric of one asset. */
export interface SeriesReading {
  readonly value: Value;
  readonly quality: Quality;
  readonly occurredAt: EpochMicros;
  /** When it was taken in. */
  readonly receivedAt: EpochMicros;
}

/** Why a reading was left out. */
export type Skipped = 'NOT_NUMERIC' | 'BAD_QUALITY' | 'LATE';

/** What a reading did: it was left out, or it taught and at most changed an anomaly; `undefined`: it taught, and none is open. */
export type Watched =
  Skipped | { readonly event: AnomalyEvent | undefined; readonly open: OpenAnomaly | undefined } | undefined;

/** Beyond it squares overflow; no quantity of a plant is near it, so it is a fault code or garbage. */
const LARGEST = 1e100;

/**
 * Takes one reading of a series, in the order of arrival: the whole detector in one step that depends on its arguments only, so
 * that live, replay and any cut into batches give the same events. It changes `series` in place and overwrites `verdict`.
 * A reading older than the newest one seen is late: it neither teaches nor alarms.
 *
 * @param open the anomaly of the series that is not over
 * @param newAnomalyId identity for an anomaly this reading would open; called only then
 */
export function watchSeries(
  series: SeriesMemory,
  open: OpenAnomaly | undefined,
  reading: SeriesReading,
  settings: DetectorSettings,
  verdict: Verdict,
  newAnomalyId: () => string,
): Watched {
  const at = trustedTime(reading, series.at);
  const skipped = reasonToSkip(series, reading, at);
  if (skipped) return skipped;
  const value = reading.value as number;
  observe(series, at, value, settings, verdict);
  if (open === undefined && verdict.strange === undefined) return undefined;
  const judged = { at, value, verdict, newAnomalyId: open === undefined ? newAnomalyId() : '' };
  const event = decideAnomaly(open, judged, settings);
  return { event, open: evolveAnomaly(open, judged, event, settings) };
}

function reasonToSkip(series: SeriesMemory, reading: SeriesReading, at: EpochMicros): Skipped | undefined {
  if (typeof reading.value !== 'number' || !(Math.abs(reading.value) <= LARGEST)) return 'NOT_NUMERIC';
  if (reading.quality === 'BAD') return 'BAD_QUALITY';
  if (series.readings > 0 && at < series.at) return 'LATE';
  return undefined;
}
