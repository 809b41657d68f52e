import type { CounterState, OpenInterval } from '@millrace/domain';
import { jsonStore } from '@millrace/streaming';

/** The open interval of the partition, under the key OPEN: written with every transaction, a few dozen bytes. */
export const ledgerInterval = jsonStore<OpenInterval>('ledger-interval');
export const OPEN = 'open';

/** What is known of each source's sequence numbers, `<tenant>/<deviceId>` → state at the end of its last closed interval. */
export const ledgerCounters = jsonStore<CounterState>('ledger-counters');
