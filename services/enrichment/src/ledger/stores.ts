import type { CounterState, OpenInterval } from '@millrace/domain';
import { keyValueStore } from '@millrace/streaming';

const json = <V>(name: string) =>
  keyValueStore<V>({
    name,
    serialize: (value) => Buffer.from(JSON.stringify(value)),
    deserialize: (bytes) => JSON.parse(bytes.toString()) as V,
  });

/** The open interval of the partition, under the key OPEN: written with every transaction, a few dozen bytes. */
export const ledgerInterval = json<OpenInterval>('ledger-interval');
export const OPEN = 'open';

/** What is known of each source's sequence numbers, `<tenant>/<deviceId>` → state at the end of its last closed interval. */
export const ledgerCounters = json<CounterState>('ledger-counters');
