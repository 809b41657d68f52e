import { readAs, type Codecs } from '@millrace/contracts';
import type { WarmUp } from '@millrace/streaming';
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
        const message = readAs(codecs, 'TelemetryReceived', record.value);
        if (message !== undefined) recent.isRepeat(message.eventId, partition, record.offset);
        ledger.countAgain(message, record);
      }
    },
  };
}
