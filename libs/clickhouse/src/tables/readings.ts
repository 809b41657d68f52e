import { lowCardinality } from '../native/low-cardinality.ts';
import { string } from '../native/strings.ts';
import { bool, enum8, float64, int64, microseconds, uint16 } from '../native/numbers.ts';
import { nullable } from '../native/nullable.ts';
import { uuid } from '../native/uuid.ts';
import { column, type TableShape } from '../table.ts';

export type StoredQuality = 'GOOD' | 'UNCERTAIN' | 'BAD';
export const quality = enum8({ GOOD: 1, UNCERTAIN: 2, BAD: 3 });

/** A row of `readings`; see migrations/0001-readings.sql for every column. Instants in microseconds. */
export interface ReadingRow {
  tenant: string;
  assetId: string;
  assetPath: string;
  metric: string;
  occurredAt: number;
  receivedAt: number;
  value: number | null;
  valueText: string | null;
  valueBool: boolean | null;
  unit: string;
  quality: StoredQuality;
  deviceId: string;
  eventId: string;
  readingIndex: number;
  shift: string;
  sourcePartition: number;
  sourceOffset: number;
  kafkaPartition: number;
  kafkaOffset: number;
  traceId: string;
}

export const readings: TableShape<ReadingRow> = {
  table: 'readings',
  columns: [
    column('tenant', lowCardinality, (row) => row.tenant),
    column('asset_id', lowCardinality, (row) => row.assetId),
    column('asset_path', lowCardinality, (row) => row.assetPath),
    column('metric', lowCardinality, (row) => row.metric),
    column('occurred_at', microseconds, (row) => row.occurredAt),
    column('received_at', microseconds, (row) => row.receivedAt),
    column('value', nullable(float64, 0), (row) => row.value),
    column('value_text', nullable(string, ''), (row) => row.valueText),
    column('value_bool', nullable(bool, false), (row) => row.valueBool),
    column('unit', lowCardinality, (row) => row.unit),
    column('quality', quality, (row) => row.quality),
    column('device_id', lowCardinality, (row) => row.deviceId),
    column('event_id', uuid, (row) => row.eventId),
    column('reading_index', uint16, (row) => row.readingIndex),
    column('shift', lowCardinality, (row) => row.shift),
    column('source_partition', uint16, (row) => row.sourcePartition),
    column('source_offset', int64, (row) => row.sourceOffset),
    column('kafka_partition', uint16, (row) => row.kafkaPartition),
    column('kafka_offset', int64, (row) => row.kafkaOffset),
    column('trace_id', string, (row) => row.traceId),
  ],
};
