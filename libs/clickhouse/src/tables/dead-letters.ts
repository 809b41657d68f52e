import { lowCardinality } from '../native/low-cardinality.ts';
import { nullable } from '../native/nullable.ts';
import { int64, microseconds, milliseconds, uint16 } from '../native/numbers.ts';
import { bytes, string, stringMap } from '../native/strings.ts';
import { column, type TableShape } from '../table.ts';

/** A row of `dead_letters`; see migrations/0006-refused-records.sql. */
export interface DeadLetterRow {
  tenant: string;
  deadLetterId: string;
  service: string;
  stream: string;
  sourceTopic: string;
  sourcePartition: number;
  sourceOffset: number;
  sourceTimestamp: number;
  reason: string;
  field: string;
  rule: string;
  detail: string;
  failedAt: number;
  key: Uint8Array | null;
  value: Uint8Array | null;
  headers: Readonly<Record<string, Uint8Array>>;
  kafkaTopic: string;
  kafkaPartition: number;
  kafkaOffset: number;
}

const maybeBytes = nullable(bytes, new Uint8Array(0));

export const deadLetters: TableShape<DeadLetterRow> = {
  table: 'dead_letters',
  columns: [
    column('tenant', lowCardinality, (row) => row.tenant),
    column('dead_letter_id', string, (row) => row.deadLetterId),
    column('service', lowCardinality, (row) => row.service),
    column('stream', lowCardinality, (row) => row.stream),
    column('source_topic', lowCardinality, (row) => row.sourceTopic),
    column('source_partition', uint16, (row) => row.sourcePartition),
    column('source_offset', int64, (row) => row.sourceOffset),
    column('source_timestamp', milliseconds, (row) => row.sourceTimestamp),
    column('reason', lowCardinality, (row) => row.reason),
    column('field', string, (row) => row.field),
    column('rule', string, (row) => row.rule),
    column('detail', string, (row) => row.detail),
    column('failed_at', microseconds, (row) => row.failedAt),
    column('key', maybeBytes, (row) => row.key),
    column('value', maybeBytes, (row) => row.value),
    column('headers', stringMap, (row) => row.headers),
    column('kafka_topic', lowCardinality, (row) => row.kafkaTopic),
    column('kafka_partition', uint16, (row) => row.kafkaPartition),
    column('kafka_offset', int64, (row) => row.kafkaOffset),
  ],
};
