import { lowCardinality } from '../native/low-cardinality.ts';
import { nullable } from '../native/nullable.ts';
import { int64, microseconds, uint16 } from '../native/numbers.ts';
import { bytes, string } from '../native/strings.ts';
import { column, type TableShape } from '../table.ts';

/** A row of `rejected_readings`; see migrations/0006-refused-records.sql and 0012-repairs.sql. */
export interface RejectedReadingRow {
  tenant: string;
  rejectionId: string;
  deviceId: string;
  protocol: string;
  stage: string;
  reason: string;
  field: string;
  rule: string;
  detail: string;
  receivedAt: number;
  contentType: string;
  payload: Uint8Array;
  sourceTopic: string;
  sourcePartition: number | null;
  sourceOffset: number | null;
  /** Comma-separated; empty when it is about the whole message. */
  readingPlaces: string;
  repairMark: string;
  kafkaPartition: number;
  kafkaOffset: number;
}

export const rejectedReadings: TableShape<RejectedReadingRow> = {
  table: 'rejected_readings',
  columns: [
    column('tenant', lowCardinality, (row) => row.tenant),
    column('rejection_id', string, (row) => row.rejectionId),
    column('device_id', lowCardinality, (row) => row.deviceId),
    column('protocol', lowCardinality, (row) => row.protocol),
    column('stage', lowCardinality, (row) => row.stage),
    column('reason', lowCardinality, (row) => row.reason),
    column('field', string, (row) => row.field),
    column('rule', string, (row) => row.rule),
    column('detail', string, (row) => row.detail),
    column('received_at', microseconds, (row) => row.receivedAt),
    column('content_type', lowCardinality, (row) => row.contentType),
    column('payload', bytes, (row) => row.payload),
    column('source_topic', lowCardinality, (row) => row.sourceTopic),
    column('source_partition', nullable(uint16, 0), (row) => row.sourcePartition),
    column('source_offset', nullable(int64, 0), (row) => row.sourceOffset),
    column('reading_places', string, (row) => row.readingPlaces),
    column('repair_mark', string, (row) => row.repairMark),
    column('kafka_partition', uint16, (row) => row.kafkaPartition),
    column('kafka_offset', int64, (row) => row.kafkaOffset),
  ],
};
