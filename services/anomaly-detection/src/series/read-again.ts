import { DecodedView, readAs, type Codecs, type EnrichedView } from '@millrace/contracts';
import type { InRecord, WarmUp } from '@millrace/streaming';
import { seriesStore } from './series-store.ts';
import type { TelemetryParts } from './telemetry-step.ts';
import { watchReadings } from './watch-readings.ts';

/**
 * Brings restored series to the committed offset: what is saved of them is behind (docs/adr/0016), so the input is read again from
 * where the saved state ends. What the detector says meanwhile was written when it said it first.
 */
export function readAgain({ codecs, reader, settings }: ReadingParts): WarmUp {
  return {
    records: ({ position, store }) => position - (store(seriesStore).behind.readAgainFrom ?? position),
    apply(records, { store }) {
      const series = store(seriesStore);
      for (const { value, offset } of records) {
        const message = messageOf(codecs, reader, value);
        if (message !== undefined) watchReadings(series, settings, message, offset, () => {});
      }
    },
  };
}

export type ReadingParts = Pick<TelemetryParts, 'reader' | 'settings'> & { readonly codecs: Pick<Codecs, 'decode'> };

function messageOf(
  codecs: ReadingParts['codecs'],
  reader: ReadingParts['reader'],
  value: InRecord['value'],
): EnrichedView | undefined {
  const quick = value === null ? undefined : reader.read(value);
  if (quick !== undefined) return quick;
  const decoded = readAs(codecs, 'TelemetryEnriched', value);
  return decoded === undefined ? undefined : new DecodedView(decoded);
}
