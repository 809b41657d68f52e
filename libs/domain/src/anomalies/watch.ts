import type { EpochMicros, Quality, Value } from '../kernel/index.ts';
import type { AnomalyEvent, SeriesState } from './anomaly.ts';
import { decideAnomaly } from './decide.ts';
import { observe } from './detector.ts';
import { evolveAnomaly } from './evolve.ts';
import { trustedTime } from './trusted-time.ts';
import type { DetectorSettings } from './settings.ts';

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

export type Watched =
  | { readonly skipped: Skipped; readonly state: SeriesState | undefined; readonly event: undefined }
  | { readonly skipped: undefined; readonly state: SeriesState; readonly event: AnomalyEvent | undefined };

/** Beyond it squares overflow; no quantity of a plant is near it, so it is a fault code or garbage. */
const LARGEST = 1e100;

/**
 * Takes one reading of a series, in the order of arrival: the whole detector in one pure step, so that live, replay and any cut
 * into batches give the same events. A reading older than the newest one seen is late: it neither teaches nor alarms.
 *
 * @param newAnomalyId identity for an anomaly this reading would open; called only then
 */
export function watchSeries(
  before: SeriesState | undefined,
  reading: SeriesReading,
  settings: DetectorSettings,
  newAnomalyId: () => string,
): Watched {
  const at = trustedTime(reading);
  const skipped = reasonToSkip(before, reading, at);
  if (skipped) return { skipped, state: before, event: undefined };
  const value = reading.value as number;
  const { model, verdict } = observe(before?.model, at, value, settings);
  const mayOpen = before?.open === undefined && verdict.strange !== undefined;
  const judged = { at, value, verdict, newAnomalyId: mayOpen ? newAnomalyId() : '' };
  const event = decideAnomaly(before?.open, judged, settings);
  return {
    skipped: undefined,
    state: { model, open: evolveAnomaly(before?.open, judged, event, settings) },
    event,
  };
}

function reasonToSkip(before: SeriesState | undefined, reading: SeriesReading, at: EpochMicros): Skipped | undefined {
  if (typeof reading.value !== 'number' || !(Math.abs(reading.value) <= LARGEST)) return 'NOT_NUMERIC';
  if (reading.quality === 'BAD') return 'BAD_QUALITY';
  if (before && at < before.model.at) return 'LATE';
  return undefined;
}
