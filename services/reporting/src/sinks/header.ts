import type { InRecord } from '@millrace/streaming';

/** A header as text; empty when it is not there. */
export function headerText(record: InRecord, name: string): string {
  const value = record.headers[name];
  return typeof value === 'string' ? value : (value?.toString('utf8') ?? '');
}
