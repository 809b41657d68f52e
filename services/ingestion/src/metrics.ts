import { counter, histogram } from '@millrace/platform';
import type { Protocol } from '@millrace/contracts';

const readings = counter('millrace_ingest_readings_total', 'Readings that came in, by what became of them', [
  'protocol',
  'outcome',
]);
const ackSeconds = histogram('millrace_ingest_ack_seconds', 'From receipt to acknowledgement by all in-sync replicas', [
  'protocol',
]);
const messages = counter('millrace_ingest_messages_total', 'Messages that are not readings, by what became of them', [
  'protocol',
  'outcome',
]);

export type ReadingOutcome = 'accepted' | 'rejected';

export function countReadings(protocol: Protocol, outcome: ReadingOutcome, count: number): void {
  if (count > 0) readings.inc({ protocol, outcome }, count);
}

/** `outcome`: malformed, held, no_birth, ignored, rebirth_asked. */
export function countMessage(protocol: Protocol, outcome: string): void {
  messages.inc({ protocol, outcome });
}

/** Times from receipt (microseconds) to now. */
export function observeAck(protocol: Protocol, receivedAt: number, now: number): void {
  ackSeconds.observe({ protocol }, (now - receivedAt) / 1_000_000);
}
