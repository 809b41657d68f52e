import type { EpochMicros } from '../kernel/index.ts';

/**
 * The source's time of a reading, but never after its receipt: nothing is measured after it arrived. Without the limit one
 * reading from a clock that runs ahead would make every right one after it look late.
 */
export const trustedTime = (reading: {
  readonly occurredAt: EpochMicros;
  readonly receivedAt: EpochMicros;
}): EpochMicros => Math.min(reading.occurredAt, reading.receivedAt);
