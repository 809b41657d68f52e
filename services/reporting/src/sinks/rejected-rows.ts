import type { RejectedReadingRow } from '@millrace/clickhouse';
import type { Decoded } from '@millrace/contracts';
import { REPAIR_HEADER, type InRecord } from '@millrace/streaming';
import { headerText } from './header.ts';
import { instant, misplaced } from './to-rows.ts';

/** One row for the rejection, original bytes included. */
export function rejectedRows(decoded: Decoded, record: InRecord): RejectedReadingRow[] {
  if (decoded.type !== 'TelemetryRejected') throw misplaced(decoded, record);
  const { source, field, rule, receivedAt, readings, ...same } = decoded.value;
  return [
    {
      ...same,
      field: field ?? '',
      rule: rule ?? '',
      receivedAt: instant('receivedAt', receivedAt),
      sourceTopic: source?.topic ?? '',
      sourcePartition: source?.partition ?? null,
      sourceOffset: source?.offset ?? null,
      readingPlaces: readings?.join(',') ?? '',
      repairMark: headerText(record, REPAIR_HEADER),
      kafkaPartition: record.partition,
      kafkaOffset: record.offset,
    },
  ];
}
