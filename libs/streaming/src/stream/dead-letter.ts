import { DeadLetter, topic, type Codecs } from '@millrace/contracts';
import { nowMicros, uuidV5 } from '@millrace/platform';
import type { InRecord, OutRecord, Reason } from '../types.ts';

/** The dead letter of a record, with its original bytes. Its id depends on the stream and the position only. */
export function deadLetterOf(
  record: InRecord,
  reason: Reason,
  by: { readonly service: string; readonly stream: string; readonly codecs: Pick<Codecs, 'encode'> },
): OutRecord {
  const { topic: source, partition, offset } = record;
  const value = by.codecs.encode(DeadLetter, {
    deadLetterId: uuidV5('dead-letter', by.stream, source, String(partition), String(offset)),
    service: by.service,
    stream: by.stream,
    source: { topic: source, partition, offset },
    sourceTimestamp: record.timestamp,
    reason: reason.code,
    field: reason.field ?? null,
    rule: reason.rule ?? null,
    detail: reason.detail,
    failedAt: nowMicros(),
    key: record.key,
    value: record.value,
    headers: asBuffers(record.headers),
  });
  return { topic: topic.deadLetters, key: by.stream, value };
}

function asBuffers(headers: InRecord['headers']): Record<string, Buffer> {
  const buffers: Record<string, Buffer> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) buffers[name] = typeof value === 'string' ? Buffer.from(value) : value;
  }
  return buffers;
}
