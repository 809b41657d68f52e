import { lowCardinality } from '../native/low-cardinality.ts';
import { nullable } from '../native/nullable.ts';
import { float64, int64, microseconds, milliseconds, uint16, uint32 } from '../native/numbers.ts';
import { string } from '../native/strings.ts';
import { column, type TableShape } from '../table.ts';

/** A row of `anomaly_events`; see migrations/0004-anomalies.sql. Instants in microseconds, `recordedAt` in milliseconds. */
export interface AnomalyEventRow {
  tenant: string;
  eventId: string;
  eventType: string;
  anomalyId: string;
  assetId: string;
  assetPath: string;
  metric: string;
  unit: string;
  detector: string;
  detectorVersion: number;
  openedAt: number | null;
  occurredAt: number;
  detectedAt: number;
  score: number | null;
  peakScore: number | null;
  readings: number | null;
  value: number | null;
  expected: number | null;
  lower: number | null;
  upper: number | null;
  sourceEventId: string;
  kafkaPartition: number;
  kafkaOffset: number;
  recordedAt: number;
}

const maybe = nullable(float64, 0);

export const anomalyEvents: TableShape<AnomalyEventRow> = {
  table: 'anomaly_events',
  columns: [
    column('tenant', lowCardinality, (row) => row.tenant),
    column('event_id', string, (row) => row.eventId),
    column('event_type', lowCardinality, (row) => row.eventType),
    column('anomaly_id', string, (row) => row.anomalyId),
    column('asset_id', lowCardinality, (row) => row.assetId),
    column('asset_path', lowCardinality, (row) => row.assetPath),
    column('metric', lowCardinality, (row) => row.metric),
    column('unit', lowCardinality, (row) => row.unit),
    column('detector', lowCardinality, (row) => row.detector),
    column('detector_version', uint32, (row) => row.detectorVersion),
    column('opened_at', nullable(microseconds, 0), (row) => row.openedAt),
    column('occurred_at', microseconds, (row) => row.occurredAt),
    column('detected_at', microseconds, (row) => row.detectedAt),
    column('score', maybe, (row) => row.score),
    column('peak_score', maybe, (row) => row.peakScore),
    column('readings', nullable(int64, 0), (row) => row.readings),
    column('value', maybe, (row) => row.value),
    column('expected', maybe, (row) => row.expected),
    column('lower', maybe, (row) => row.lower),
    column('upper', maybe, (row) => row.upper),
    column('source_event_id', string, (row) => row.sourceEventId),
    column('kafka_partition', uint16, (row) => row.kafkaPartition),
    column('kafka_offset', int64, (row) => row.kafkaOffset),
    column('recorded_at', milliseconds, (row) => row.recordedAt),
  ],
};
