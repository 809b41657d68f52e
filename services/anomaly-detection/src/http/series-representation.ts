import {
  ASPECTS,
  hasRecord,
  recordedRange,
  type DetectorSettings,
  type OpenAnomaly,
  type SeriesMemory,
} from '@millrace/domain';

const iso = (micros: number): string => new Date(Math.floor(micros / 1_000)).toISOString();

/** A series as the API shows it: what is held to be normal, and the anomaly that is open. */
export function seriesRepresentation(series: SeriesMemory, open: OpenAnomaly | undefined, settings: DetectorSettings) {
  return {
    readings: series.readings,
    latestReadingAt: iso(series.at),
    warmingUp: series.readings <= settings.warmUp,
    mean: series.mean64,
    longMean: series.mean128,
    spread: Math.sqrt(series.variance16),
    ranges: ASPECTS.flatMap((aspect, index) => {
      if (!hasRecord(series, index)) return [];
      const { low, high, step } = recordedRange(series, index);
      return [{ aspect, low, high, usualStep: step }];
    }),
    anomaly: open && {
      anomalyId: open.anomalyId,
      openedAt: iso(open.openedAt),
      aspect: open.aspect,
      peakScore: open.peakScore,
      readings: open.readings,
    },
  };
}
