import type { AnomalyEvent, AnomalyOpening, OpenAnomaly } from './anomaly.ts';
import { ASPECTS } from './aspects.ts';
import { ongoingScore, type Judged } from './decide.ts';
import type { Band } from './range-record.ts';
import type { DetectorSettings } from './settings.ts';

/** The open anomaly after a reading and what was decided about it. */
export function evolveAnomaly(
  open: OpenAnomaly | undefined,
  judged: Judged,
  event: AnomalyEvent | undefined,
  settings: DetectorSettings,
): OpenAnomaly | undefined {
  if (event?.type === 'AnomalyOpened') return opened(event.data);
  if (event?.type === 'AnomalyClosed' || !open) return undefined;
  const score = ongoingScore(open, judged.verdict);
  const calm = score < settings.calmScore;
  const peakScore = Math.max(open.peakScore, score);
  const readings = open.readings + 1;
  const told = event ? { toldPeak: peakScore, toldReadings: readings, toldAt: judged.at } : {};
  return {
    ...open,
    ...told,
    peakScore,
    readings,
    reference: accept(open, judged, settings),
    calmReadings: calm ? open.calmReadings + 1 : 0,
    abnormalAt: calm ? open.abnormalAt : judged.at,
  };
}

const opened = ({ anomalyId, occurredAt, aspect, reference, score }: AnomalyOpening): OpenAnomaly => ({
  anomalyId,
  openedAt: occurredAt,
  aspect,
  reference,
  peakScore: score,
  toldPeak: score,
  toldReadings: 1,
  toldAt: occurredAt,
  readings: 1,
  calmReadings: 0,
  abnormalAt: occurredAt,
});

/** A lasting shift becomes the new normal: what counts as normal moves towards every reading that is outside of it. */
function accept(open: OpenAnomaly, { verdict }: Judged, settings: DetectorSettings): Band {
  const size = verdict.sizes[ASPECTS.indexOf(open.aspect)] ?? Number.NaN;
  if (Number.isNaN(size)) return open.reference;
  const { low, high, margin } = open.reference;
  const rate = 1 / settings.learnReadings;
  return {
    low: size < low ? low + (size - low) * rate : low,
    high: size > high ? high + (size - high) * rate : high,
    // A constant signal has no margin of its own: grow one, or the smallest lasting change would never be learned.
    margin: margin + Math.max(size - high, low - size, 0) * rate,
  };
}
