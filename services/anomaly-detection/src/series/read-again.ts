import { DecodedView, readAs, type Codecs, type EnrichedMessageReader, type EnrichedView } from '@millrace/contracts';
import type { DetectorSettings } from '@millrace/domain';
import type { WarmUp } from '@millrace/streaming';
import { seriesStore } from './series-store.ts';
import { watchReadings } from './watch-readings.ts';

export interface ReadingParts {
  readonly codecs: Pick<Codecs, 'decode'>;
  readonly reader: Pick<EnrichedMessageReader, 'read'>;
  readonly settings: DetectorSettings;
}

/**
 * Brings restored series to the committed offset: what is saved of them is behind (docs/adr/0016), so the input is read again from
 * where the saved state ends. What the detector says meanwhile was written when it said it first.
 */
export function readAgain(parts: ReadingParts): WarmUp {
  return {
    records: ({ position, store }) => position - (store(seriesStore).behind.readAgainFrom ?? position),
    apply(records, { store }) {
      const series = store(seriesStore);
      for (const { value, offset } of records) {
        const message = messageOf(parts, value);
        if (message !== undefined) watchReadings(series, parts.settings, message, offset, () => {});
      }
    },
  };
}

function messageOf({ codecs, reader }: ReadingParts, value: Buffer | null): EnrichedView | undefined {
  const quick = reader.read(value);
  if (quick !== undefined) return quick;
  const decoded = readAs(codecs, 'TelemetryEnriched', value);
  return decoded === undefined ? undefined : new DecodedView(decoded);
}
