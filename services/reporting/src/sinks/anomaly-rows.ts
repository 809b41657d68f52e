import type { AnomalyEventRow } from '@millrace/clickhouse';
import type { Decoded } from '@millrace/contracts';
import type { InRecord } from '@millrace/streaming';
import { finite, instant, misplaced } from './to-rows.ts';

type AnomalyEvent = Extract<Decoded, { type: 'AnomalyOpened' | 'AnomalyUpdated' | 'AnomalyClosed' }>;
type Differs = Pick<
  AnomalyEventRow,
  | 'unit'
  | 'detector'
  | 'detectorVersion'
  | 'openedAt'
  | 'score'
  | 'peakScore'
  | 'readings'
  | 'value'
  | 'expected'
  | 'lower'
  | 'upper'
>;

const NOTHING: Differs = {
  unit: '',
  detector: '',
  detectorVersion: 0,
  openedAt: null,
  score: null,
  peakScore: null,
  readings: null,
  value: null,
  expected: null,
  lower: null,
  upper: null,
};

function differs({ type, value: event }: AnomalyEvent): Differs {
  switch (type) {
    case 'AnomalyOpened': {
      const { unit, detector, detectorVersion, occurredAt, score, value, expected, lower, upper } = event;
      const band = { value: finite(value), expected: finite(expected), lower: finite(lower), upper: finite(upper) };
      return { ...NOTHING, unit, detector, detectorVersion, openedAt: occurredAt, score: finite(score), ...band };
    }
    case 'AnomalyUpdated': {
      const { score, peakScore, readings, value, expected } = event;
      const seen = { value: finite(value), expected: finite(expected) };
      return { ...NOTHING, score: finite(score), peakScore: finite(peakScore), readings, ...seen };
    }
    case 'AnomalyClosed':
      return {
        ...NOTHING,
        openedAt: instant('openedAt', event.openedAt),
        peakScore: finite(event.peakScore),
        readings: event.readings,
      };
  }
}

/** One row for the event: what its type has, and nothing where it has nothing. */
export function anomalyRows(decoded: Decoded, record: InRecord): AnomalyEventRow[] {
  switch (decoded.type) {
    case 'AnomalyOpened':
    case 'AnomalyUpdated':
    case 'AnomalyClosed': {
      const { eventId, tenant, anomalyId, assetId, assetPath, metric, occurredAt, detectedAt, sourceEventId } =
        decoded.value;
      return [
        {
          ...{ tenant, eventId, anomalyId, assetId, assetPath, metric, sourceEventId, ...differs(decoded) },
          eventType: decoded.type,
          occurredAt: instant('occurredAt', occurredAt),
          detectedAt: instant('detectedAt', detectedAt),
          kafkaPartition: record.partition,
          kafkaOffset: record.offset,
          recordedAt: record.timestamp,
        },
      ];
    }
    default:
      throw misplaced(decoded, record);
  }
}
