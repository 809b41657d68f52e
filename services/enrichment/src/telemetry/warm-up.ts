import type { Codecs } from '@millrace/contracts';
import { DecodeError } from '@millrace/contracts';
import type { InRecord, WarmUp } from '@millrace/streaming';
import type { RecentEvents } from './recent-events.ts';

/** Fills the window of recent events again after a start or a rebalance, from the records before the committed offset. */
export function warmUp(recent: RecentEvents, codecs: Pick<Codecs, 'decode'>, records: number): WarmUp {
  return {
    records,
    apply(batch, partition) {
      for (const record of batch) {
        const eventId = eventIdOf(codecs, record);
        if (eventId !== undefined) recent.isRepeat(eventId, partition, record.offset);
      }
    },
  };
}

/** A record that cannot be decoded was dead-lettered when it was processed, and has no id to remember. */
function eventIdOf(codecs: Pick<Codecs, 'decode'>, record: InRecord): string | undefined {
  if (record.value === null) return undefined;
  try {
    const decoded = codecs.decode(record.value);
    return decoded?.type === 'TelemetryReceived' ? decoded.value.eventId : undefined;
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
