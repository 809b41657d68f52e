import { lowCardinality } from '../native/low-cardinality.ts';
import { bool, int64, microseconds, uint16 } from '../native/numbers.ts';
import { string } from '../native/strings.ts';
import { column, type TableShape } from '../table.ts';

/** A row of `repair_events`; see migrations/0012-repairs.sql. */
export interface RepairEventRow {
  tenant: string;
  eventId: string;
  eventType: string;
  commandId: string;
  letterId: string;
  rootId: string;
  attempt: number;
  version: number;
  actor: string;
  reason: string;
  edited: boolean;
  topic: string;
  records: number;
  contentSha256: string;
  code: string;
  field: string;
  detail: string;
  occurredAt: number;
  kafkaPartition: number;
  kafkaOffset: number;
}

export const repairEvents: TableShape<RepairEventRow> = {
  table: 'repair_events',
  columns: [
    column('tenant', lowCardinality, (row) => row.tenant),
    column('event_id', string, (row) => row.eventId),
    column('event_type', lowCardinality, (row) => row.eventType),
    column('command_id', string, (row) => row.commandId),
    column('letter_id', string, (row) => row.letterId),
    column('root_id', string, (row) => row.rootId),
    column('attempt', int64, (row) => row.attempt),
    column('version', int64, (row) => row.version),
    column('actor', lowCardinality, (row) => row.actor),
    column('reason', string, (row) => row.reason),
    column('edited', bool, (row) => row.edited),
    column('topic', lowCardinality, (row) => row.topic),
    column('records', int64, (row) => row.records),
    column('content_sha256', string, (row) => row.contentSha256),
    column('code', lowCardinality, (row) => row.code),
    column('field', string, (row) => row.field),
    column('detail', string, (row) => row.detail),
    column('occurred_at', microseconds, (row) => row.occurredAt),
    column('kafka_partition', uint16, (row) => row.kafkaPartition),
    column('kafka_offset', int64, (row) => row.kafkaOffset),
  ],
};
