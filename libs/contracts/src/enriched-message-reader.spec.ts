import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AlarmRaised,
  Codecs,
  DecodedView,
  EnrichedMessageReader,
  TelemetryEnriched,
  type EnrichedView,
} from './index.ts';
import { tampered } from './test-support/tampered.ts';
import { telemetryEnriched } from './test-support/telemetry-enriched.ts';

const codecs = Codecs.withoutRegistry();
const reader = new EnrichedMessageReader(codecs.idOf(TelemetryEnriched));

/** Everything a view shows. */
const shown = (view: EnrichedView): unknown => ({
  ...{ eventId: view.eventId, tenant: view.tenant, assetId: view.assetId, assetPath: view.assetPath },
  receivedAt: view.receivedAt,
  readings: Array.from({ length: view.count }, (_, place) => [
    ...[view.index(place), view.metric(place), view.occurredAt(place)],
    ...[view.value(place), view.unit(place), view.quality(place)],
  ]),
});

describe('EnrichedMessageReader', () => {
  it('1. shows what the codecs decode, one record after the other', () => {
    fc.assert(
      fc.property(telemetryEnriched, (value) => {
        const bytes = codecs.encode(TelemetryEnriched, value);
        const message = reader.read(bytes);
        if (message === undefined) throw new Error('was not read');
        const decoded = codecs.decode(bytes)?.value as TelemetryEnriched;
        expect(shown(message)).toEqual(shown(new DecodedView(decoded)));
        expect(shown(message)).toMatchObject({ eventId: decoded.eventId, receivedAt: decoded.receivedAt });
      }),
    );
  });

  it('2. shows bytes that were tampered with as the codecs do, or not at all', () => {
    fc.assert(
      fc.property(tampered(telemetryEnriched.map((value) => codecs.encode(TelemetryEnriched, value))), (rest) => {
        const message = reader.read(rest);
        if (message === undefined) return;
        expect(shown(message)).toEqual(shown(new DecodedView(codecs.decode(rest)?.value as TelemetryEnriched)));
      }),
      { numRuns: 500 },
    );
  });

  it('3. leaves other schemas and cut records to the codecs', () => {
    const [value] = fc.sample(telemetryEnriched, 1);
    const fine = codecs.encode(TelemetryEnriched, value as TelemetryEnriched);
    expect(reader.read(fine)).toBeDefined();
    expect(reader.read(fine.subarray(0, fine.length - 1))).toBeUndefined();
    expect(reader.read(Buffer.concat([fine, Buffer.from([0])]))).toBeUndefined();
    expect(reader.read(Buffer.alloc(3))).toBeUndefined();
    expect(reader.read(null)).toBeUndefined();
    expect(new EnrichedMessageReader(codecs.idOf(AlarmRaised)).read(fine)).toBeUndefined();
  });
});
