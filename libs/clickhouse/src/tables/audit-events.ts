import { lowCardinality } from '../native/low-cardinality.ts';
import { int64, microseconds, uint16 } from '../native/numbers.ts';
import { string } from '../native/strings.ts';
import { column, type TableShape } from '../table.ts';

/** A row of `audit_events`; see migrations/0012-repairs.sql. */
export interface AuditEventRow {
  tenant: string;
  eventId: string;
  actor: string;
  action: string;
  objectType: string;
  objectId: string;
  outcome: string;
  code: string;
  detail: string;
  reason: string;
  before: string;
  after: string;
  commandId: string;
  traceId: string;
  occurredAt: number;
  kafkaPartition: number;
  kafkaOffset: number;
}

export const auditEvents: TableShape<AuditEventRow> = {
  table: 'audit_events',
  columns: [
    column('tenant', lowCardinality, (row) => row.tenant),
    column('event_id', string, (row) => row.eventId),
    column('actor', lowCardinality, (row) => row.actor),
    column('action', lowCardinality, (row) => row.action),
    column('object_type', lowCardinality, (row) => row.objectType),
    column('object_id', string, (row) => row.objectId),
    column('outcome', lowCardinality, (row) => row.outcome),
    column('code', lowCardinality, (row) => row.code),
    column('detail', string, (row) => row.detail),
    column('reason', string, (row) => row.reason),
    column('before', string, (row) => row.before),
    column('after', string, (row) => row.after),
    column('command_id', string, (row) => row.commandId),
    column('trace_id', string, (row) => row.traceId),
    column('occurred_at', microseconds, (row) => row.occurredAt),
    column('kafka_partition', uint16, (row) => row.kafkaPartition),
    column('kafka_offset', int64, (row) => row.kafkaOffset),
  ],
};
