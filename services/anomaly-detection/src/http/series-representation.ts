import { ASPECTS, type DetectorSettings, type SeriesState } from '@millrace/domain';

const iso = (micros: number): string => new Date(Math.floor(micros / 1_000)).toISOString();

/** A series as the API shows it: what is held to be normal, and the anomaly that is open. */
export function seriesRepresentation({ model, open }: SeriesState, settings: DetectorSettings) {
  const { mean64, mean128, variance16 } = model.summary;
  return {
    readings: model.readings,
    latestReadingAt: iso(model.at),
    warmingUp: model.readings <= settings.warmUp,
    mean: mean64,
    longMean: mean128,
    spread: Math.sqrt(variance16),
    ranges: ASPECTS.flatMap((aspect, index) => {
      const record = model.records[index];
      return record === undefined ? [] : [{ aspect, low: record.low, high: record.high, usualStep: record.step }];
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
