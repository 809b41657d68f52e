import { DecodeError, type Codecs, type TelemetryReceived } from '@millrace/contracts';
import type { InRecord, WarmUp } from '@millrace/streaming';
import type { ReceivedLedger } from '../ledger/received-ledger.ts';
import type { RecentEvents } from './recent-events.ts';

/**
 * What memory loses with a start or a rebalance, from the records before the committed offset: the window of recent events, and
 * the ledger's open interval.
 */
export function warmUp(
  recent: RecentEvents,
  ledger: Pick<ReceivedLedger, 'open' | 'countAgain'>,
  codecs: Pick<Codecs, 'decode'>,
  records: number,
): WarmUp {
  return {
    records: (task) => Math.max(records, task.position - ledger.open(task)),
    apply(batch, { partition }) {
      for (const record of batch) {
        const message = messageOf(codecs, record);
        if (message !== undefined) recent.isRepeat(message.eventId, partition, record.offset);
        ledger.countAgain(message, record);
      }
    },
  };
}

/** A record that cannot be decoded was dead-lettered when it was processed, and has no id to remember. */
export function messageOf(codecs: Pick<Codecs, 'decode'>, record: InRecord): TelemetryReceived | undefined {
  if (record.value === null) return undefined;
  try {
    const decoded = codecs.decode(record.value);
    return decoded?.type === 'TelemetryReceived' ? decoded.value : undefined;
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
