import { lowCardinality } from '../native/low-cardinality.ts';
import { float64, int64, microseconds, uint16 } from '../native/numbers.ts';
import { string } from '../native/strings.ts';
import { column, type TableShape } from '../table.ts';

/** A row of `correction_events`; see migrations/0014-corrections.sql. Instants in microseconds. */
export interface CorrectionEventRow {
  tenant: string;
  assetId: string;
  correctionId: string;
  version: number;
  eventId: string;
  eventType: string;
  commandId: string;
  actor: string;
  occurredAt: number;
  reason: string;
  assetPath: string;
  metric: string;
  unit: string;
  rangeFrom: number;
  rangeTo: number;
  kind: string;
  factor: number;
  offset: number;
  replacements: string;
  code: string;
  field: string;
  detail: string;
  kafkaPartition: number;
  kafkaOffset: number;
}

export const correctionEvents: TableShape<CorrectionEventRow> = {
  table: 'correction_events',
  columns: [
    column('tenant', lowCardinality, (row) => row.tenant),
    column('asset_id', string, (row) => row.assetId),
    column('correction_id', string, (row) => row.correctionId),
    column('version', int64, (row) => row.version),
    column('event_id', string, (row) => row.eventId),
    column('event_type', lowCardinality, (row) => row.eventType),
    column('command_id', string, (row) => row.commandId),
    column('actor', lowCardinality, (row) => row.actor),
    column('occurred_at', microseconds, (row) => row.occurredAt),
    column('reason', string, (row) => row.reason),
    column('asset_path', string, (row) => row.assetPath),
    column('metric', string, (row) => row.metric),
    column('unit', lowCardinality, (row) => row.unit),
    column('range_from', microseconds, (row) => row.rangeFrom),
    column('range_to', microseconds, (row) => row.rangeTo),
    column('kind', lowCardinality, (row) => row.kind),
    column('factor', float64, (row) => row.factor),
    column('offset', float64, (row) => row.offset),
    column('replacements', string, (row) => row.replacements),
    column('code', lowCardinality, (row) => row.code),
    column('field', string, (row) => row.field),
    column('detail', string, (row) => row.detail),
    column('kafka_partition', uint16, (row) => row.kafkaPartition),
    column('kafka_offset', int64, (row) => row.kafkaOffset),
  ],
};
