import { isUuid, type ReadingRow } from '@millrace/clickhouse';
import type { Decoded } from '@millrace/contracts';
import type { InRecord } from '@millrace/streaming';
import { traceIdOf } from './header.ts';
import { finite, instant, misplaced, Unusable } from './to-rows.ts';

/** One row for each reading of the record, with the way it came: device message, its place on both topics, its trace. */
export function readingRows(decoded: Decoded, record: InRecord): ReadingRow[] {
  if (decoded.type !== 'TelemetryEnriched') throw misplaced(decoded, record);
  const event = decoded.value;
  const { eventId } = event;
  if (!isUuid(eventId)) {
    const detail = `eventId is '${eventId}'`;
    throw new Unusable({ code: 'INVALID_EVENT_ID', field: 'eventId', rule: 'must be a UUID', detail });
  }
  const receivedAt = instant('receivedAt', event.receivedAt);
  const traceId = traceIdOf(record);
  return event.readings.map(({ index, metric, occurredAt, value, unit, quality }) => ({
    tenant: event.tenant,
    assetId: event.assetId,
    assetPath: event.assetPath,
    metric,
    occurredAt: instant('occurredAt', occurredAt),
    receivedAt,
    value: typeof value === 'number' ? finite(value) : null,
    valueText: typeof value === 'string' ? value : null,
    valueBool: typeof value === 'boolean' ? value : null,
    unit,
    quality,
    deviceId: event.deviceId,
    eventId,
    readingIndex: index,
    shift: event.shift ?? '',
    sourcePartition: event.sourcePartition,
    sourceOffset: event.sourceOffset,
    kafkaPartition: record.partition,
    kafkaOffset: record.offset,
    traceId,
  }));
}
