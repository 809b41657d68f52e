import type { InRecord } from '../types.ts';
import type { RawMessage } from './fetch-response.ts';

/** The fields of a kafkajs message, whichever way it was read. */
export type ReadMessage = Pick<RawMessage, 'offset' | 'timestamp' | 'key' | 'value'> & {
  readonly headers?: RawMessage['headers'] | undefined;
};

const NO_HEADERS: InRecord['headers'] = Object.freeze({});

export function toInRecord(topic: string, partition: number, message: ReadMessage): InRecord {
  return {
    topic,
    partition,
    offset: Number(message.offset),
    timestamp: Number(message.timestamp),
    key: message.key,
    value: message.value,
    headers: lastValues(message.headers),
  };
}

function lastValues(headers: ReadMessage['headers']): InRecord['headers'] {
  if (headers === undefined) return NO_HEADERS;
  let repeated = false;
  for (const name in headers) if (Array.isArray(headers[name])) repeated = true;
  if (!repeated) return headers as InRecord['headers'];
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.at(-1) : value]),
  );
}

/** What a record weighs in memory and on the wire, roughly: bytes of key, value and headers. */
export function sizeOf(record: InRecord): number {
  let bytes = (record.key?.length ?? 0) + (record.value?.length ?? 0) + 32;
  for (const name in record.headers) bytes += name.length + (record.headers[name]?.length ?? 0);
  return bytes;
}
