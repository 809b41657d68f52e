import type { EpochMicros } from '../kernel/index.ts';

/**
 * The source's time of a reading, but never after its receipt: nothing is measured after it arrived. Without the limit one
 * reading from a clock that runs ahead would make every right one after it look late.
 *
 * Readings come in the order of their receipt. So one that was received before the newest that is known was received by a clock that
 * has been set back meanwhile, and the limit is that newest time: otherwise every right reading would look late until the clock is
 * where it was.
 *
 * @param newest trusted time of the newest reading of the series so far; a time before all others when it is the first
 */
export const trustedTime = (
  { occurredAt, receivedAt }: { readonly occurredAt: EpochMicros; readonly receivedAt: EpochMicros },
  newest: EpochMicros,
): EpochMicros => Math.min(occurredAt, Math.max(receivedAt, newest));
