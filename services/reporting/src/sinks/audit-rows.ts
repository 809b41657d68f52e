import type { AuditEventRow } from '@millrace/clickhouse';
import type { Decoded } from '@millrace/contracts';
import type { InRecord } from '@millrace/streaming';
import { instant, misplaced } from './to-rows.ts';

/** One row for an action. */
export function auditRows(decoded: Decoded, record: InRecord): AuditEventRow[] {
  if (decoded.type !== 'ActionRecorded') throw misplaced(decoded, record);
  const { before, after, traceId, occurredAt, ...same } = decoded.value;
  return [
    {
      ...same,
      before: before ?? '',
      after: after ?? '',
      traceId: traceId ?? '',
      occurredAt: instant('occurredAt', occurredAt),
      kafkaPartition: record.partition,
      kafkaOffset: record.offset,
    },
  ];
}
