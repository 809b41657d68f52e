import type { InRecord } from '@millrace/streaming';

/** A header as text; empty when it is not there. */
export function headerText(record: InRecord, name: string): string {
  const value = record.headers[name];
  return typeof value === 'string' ? value : (value?.toString('utf8') ?? '');
}

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/;

/** The trace id of a sampled record (W3C Trace Context); empty for every other one. */
export function traceIdOf(record: InRecord): string {
  if (record.headers['traceparent'] === undefined) return '';
  return TRACEPARENT.exec(headerText(record, 'traceparent'))?.[1] ?? '';
}
