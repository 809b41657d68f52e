import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { avroTexts, avroType, Codecs, EnrichedWriter, TelemetryEnriched, type EnrichedReading } from './index.ts';
import { enrichedLayout } from './enriched-layout.ts';
import { QUALITY_SYMBOLS } from './generated/index.ts';

const codecs = Codecs.withoutRegistry();
const MAX_LONG = Number.MAX_SAFE_INTEGER - 1;

const long = fc.oneof(
  fc.integer({ min: -MAX_LONG, max: MAX_LONG }),
  fc.integer({ min: -300, max: 300 }),
  fc.tuple(fc.nat(52), fc.integer({ min: -2, max: 2 })).map(([bits, near]) => 2 ** bits + near),
  fc.constantFrom(MAX_LONG, -MAX_LONG, 2 ** 27, -(2 ** 27), 2 ** 52, -(2 ** 52)),
);
const text = fc.oneof(
  fc.constantFrom('', 'Cel'),
  fc.string({ unit: 'binary-ascii', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
);
const reading: fc.Arbitrary<EnrichedReading> = fc.record({
  index: fc.nat(2 ** 31 - 1),
  metric: text,
  occurredAt: long,
  value: fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(-0, 5e-324), fc.boolean(), text, fc.constant(null)),
  unit: text,
  quality: fc.constantFrom(...QUALITY_SYMBOLS),
});
const record: fc.Arbitrary<TelemetryEnriched> = fc.record({
  eventId: fc.oneof(fc.uuid(), text),
  ...{ tenant: text, assetId: text, assetPath: text, deviceId: text },
  receivedAt: long,
  sourcePartition: fc.nat(2 ** 31 - 1),
  sourceOffset: long,
  shift: fc.option(text),
  readings: fc.array(reading, { maxLength: 12 }),
});

/** Texts come from amid other bytes, as those of a message. */
function amid(of: string): { bytes: Buffer; from: number; to: number } {
  const bytes = Buffer.from(`before${of}after`);
  return { bytes, from: 6, to: bytes.length - 5 };
}

function written(writer: EnrichedWriter, value: TelemetryEnriched): Buffer {
  const { eventId, tenant, assetId, assetPath, deviceId, receivedAt, sourcePartition, sourceOffset } = value;
  const { bytes, from, to } = amid(eventId);
  const origin = { bytes, eventIdAt: from, eventIdEnd: to, receivedAt };
  const source = { partition: sourcePartition, offset: sourceOffset };
  writer.begin(origin, avroTexts(tenant, assetId, assetPath, deviceId), source, value.shift, value.readings.length);
  for (const one of value.readings) {
    writer.reading(one.index, avroTexts(one.metric), one.occurredAt);
    writeValue(writer, one.value);
    writer.measured(avroTexts(one.unit), one.quality);
  }
  return writer.end();
}

function writeValue(writer: EnrichedWriter, value: EnrichedReading['value']): void {
  if (typeof value === 'number') writer.number(value);
  else if (typeof value === 'boolean') writer.truth(value);
  else if (value === null) writer.nothing();
  else {
    const { bytes, from, to } = amid(value);
    writer.text(bytes, from, to);
  }
}

describe('EnrichedWriter', () => {
  const writer = new EnrichedWriter(codecs.idOf(TelemetryEnriched));

  it('1. writes the bytes that the codecs write', () => {
    fc.assert(
      fc.property(record, (value) => {
        expect(written(writer, value)).toEqual(codecs.encode(TelemetryEnriched, value));
      }),
      { numRuns: 2_000 },
    );
  });

  it('2. leaves what it gave out alone, over many slabs', () => {
    const values = fc.sample(record, { numRuns: 500, seed: 7 });
    const buffers = values.map((value) => written(writer, value));
    expect(buffers).toEqual(values.map((value) => codecs.encode(TelemetryEnriched, value)));
  });

  it('3. writes records larger than a slab, wherever the slab ends', () => {
    const [value] = fc.sample(record, { numRuns: 1, seed: 7 });
    const reading = { index: 1, metric: 'm'.repeat(200), occurredAt: 1, value: 'v'.repeat(99), unit: 'u'.repeat(90) };
    for (const count of [70, 1_000, 3_000]) {
      const large = {
        ...value!,
        readings: Array.from({ length: count }, () => ({ ...reading, quality: 'BAD' as const })),
      };
      expect(written(writer, large)).toEqual(codecs.encode(TelemetryEnriched, large));
    }
  });

  it('4. writes no schema but the one it was made for', () => {
    const schema = JSON.parse(TelemetryEnriched.schemaJson) as { fields: { name: string }[] };
    schema.fields.reverse();
    expect(() => enrichedLayout({ type: avroType(JSON.stringify(schema)) })).toThrow(/has the fields readings shift/);
  });
});
