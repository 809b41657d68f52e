import type { DeadLetterRow } from '@millrace/clickhouse';
import type { Decoded } from '@millrace/contracts';
import { nowMicros, uuidV5 } from '@millrace/platform';
import type { InRecord, Reason } from '@millrace/streaming';
import { SERVICE } from '../source.ts';
import { instant, misplaced } from './to-rows.ts';

/** The tenant of a key `<tenant>/<rest>`; empty when the key is not one. */
function tenantOf(key: Uint8Array | null): string {
  const text = key === null ? '' : Buffer.from(key).toString('utf8');
  return /^([A-Za-z0-9_.-]{1,64})\//.exec(text)?.[1] ?? '';
}

/** One row for a dead letter of any service, original bytes included. */
export function deadLetterRows(decoded: Decoded, record: InRecord): DeadLetterRow[] {
  if (decoded.type !== 'DeadLetter') throw misplaced(decoded, record);
  const { source, field, rule, failedAt, ...same } = decoded.value;
  return [
    {
      ...same,
      tenant: tenantOf(same.key),
      sourceTopic: source.topic,
      sourcePartition: source.partition,
      sourceOffset: source.offset,
      field: field ?? '',
      rule: rule ?? '',
      failedAt: instant('failedAt', failedAt),
      kafkaTopic: record.topic,
      kafkaPartition: record.partition,
      kafkaOffset: record.offset,
    },
  ];
}

const toBytes = (value: Buffer | string | undefined): Uint8Array => Buffer.from(value ?? '');

/** The row for a record that this service itself cannot use. The same record always gives the same id. */
export function unusableRow(stream: string, record: InRecord, reason: Reason): DeadLetterRow {
  const { topic, partition, offset } = record;
  const headers = Object.entries(record.headers).map(([name, value]) => [name, toBytes(value)] as const);
  return {
    tenant: tenantOf(record.key),
    deadLetterId: uuidV5(stream, topic, String(partition), String(offset)),
    service: SERVICE,
    stream,
    sourceTopic: topic,
    sourcePartition: partition,
    sourceOffset: offset,
    sourceTimestamp: record.timestamp,
    reason: reason.code,
    field: reason.field ?? '',
    rule: reason.rule ?? '',
    detail: reason.detail,
    failedAt: nowMicros(),
    key: record.key,
    value: record.value,
    headers: Object.fromEntries(headers),
    kafkaTopic: topic,
    kafkaPartition: partition,
    kafkaOffset: offset,
  };
}
