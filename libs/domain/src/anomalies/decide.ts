import type { EpochMicros } from '../kernel/index.ts';
import type { AnomalyEvent, OpenAnomaly } from './anomaly.ts';
import { ASPECTS } from './aspects.ts';
import type { Verdict } from './detector.ts';
import { scoreOutside } from './range-record.ts';
import type { DetectorSettings } from './settings.ts';

/** One reading as the decision sees it: its place in time, its value and what the detector says. */
export interface Judged {
  readonly at: EpochMicros;
  readonly value: number;
  readonly verdict: Verdict;
  /** Identity of an anomaly that this reading would open. */
  readonly newAnomalyId: string;
}

/**
 * The score of a reading while an anomaly is open: as new against all history, or as far as ever from what was normal when it
 * opened. Without the second a fault that lasts would count as normal from its second reading, its own record having been set.
 */
export function ongoingScore(open: OpenAnomaly, verdict: Verdict): number {
  const size = verdict.sizes[ASPECTS.indexOf(open.aspect)] ?? Number.NaN;
  return Math.max(verdict.score, scoreOutside(open.reference, size));
}

/** What one reading means for the anomalies of its series: at most one event. */
export function decideAnomaly(
  open: OpenAnomaly | undefined,
  judged: Judged,
  settings: DetectorSettings,
): AnomalyEvent | undefined {
  if (!open) return opening(judged);
  const { at, value, verdict } = judged;
  const score = ongoingScore(open, verdict);
  const told = { anomalyId: open.anomalyId, occurredAt: at };
  const peakScore = Math.max(open.peakScore, score);
  const readings = open.readings + 1;
  if (score < settings.calmScore && isOver(open, at, settings)) {
    return { type: 'AnomalyClosed', data: { ...told, openedAt: open.openedAt, peakScore, readings } };
  }
  if (isNews(open, at, peakScore, settings)) {
    return {
      type: 'AnomalyUpdated',
      data: { ...told, score, peakScore, readings, value, expected: verdict.expected },
    };
  }
  return undefined;
}

function opening({ at, value, verdict, newAnomalyId }: Judged): AnomalyEvent | undefined {
  const { score, expected, strange } = verdict;
  if (!strange) return undefined;
  const { aspect, band: reference, lower, upper } = strange;
  const told = { anomalyId: newAnomalyId, occurredAt: at };
  return { type: 'AnomalyOpened', data: { ...told, aspect, reference, score, value, expected, lower, upper } };
}

const isOver = (open: OpenAnomaly, at: EpochMicros, settings: DetectorSettings): boolean =>
  open.calmReadings + 1 >= settings.closeAfterReadings || at - open.abnormalAt >= settings.closeAfterMicros;

const isNews = (open: OpenAnomaly, at: EpochMicros, peakScore: number, settings: DetectorSettings): boolean =>
  peakScore >= open.toldPeak + settings.updateOnPeakRise ||
  open.readings + 1 - open.toldReadings >= settings.updateEveryReadings ||
  at - open.toldAt >= settings.updateEveryMicros;
