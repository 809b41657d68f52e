import { readAs, type Codecs } from '@millrace/contracts';
import type { DetectorSettings } from '@millrace/domain';
import type { WarmUp } from '@millrace/streaming';
import { seriesStore } from './series-store.ts';
import { watchReadings } from './watch-readings.ts';

/**
 * Brings restored series to the committed offset: what is saved of them is behind (docs/adr/0016), so the input is read again from
 * where the saved state ends. What the detector says meanwhile was written when it said it first.
 */
export function readAgain(codecs: Pick<Codecs, 'decode'>, settings: DetectorSettings): WarmUp {
  return {
    records: ({ position, store }) => position - (store(seriesStore).behind.readAgainFrom ?? position),
    apply(records, { store }) {
      const series = store(seriesStore);
      for (const record of records) {
        const message = readAs(codecs, 'TelemetryEnriched', record.value);
        if (message !== undefined) watchReadings(series, settings, message, record.offset, () => {});
      }
    },
  };
}
