import type { InRecord } from './types.ts';

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/;

/** The trace id of a sampled record (W3C Trace Context, 32 hexadecimal digits); null for every other one. */
export function traceIdOf({ headers }: InRecord): string | null {
  const header = headers['traceparent'];
  return header === undefined ? null : (TRACEPARENT.exec(header.toString())?.[1] ?? null);
}
