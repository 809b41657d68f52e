import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlarmRaised, avroType, Codecs, EnrichedColumns, EnrichedReader, TelemetryEnriched } from './index.ts';
import { QUALITY_SYMBOLS } from './generated/index.ts';

const codecs = Codecs.withoutRegistry();
const reader = new EnrichedReader(codecs.idOf(TelemetryEnriched));
const EXACT = 2 ** 52 - 1;

const long = fc.oneof(
  fc.integer({ min: -EXACT, max: EXACT }),
  fc.integer({ min: -300, max: 300 }),
  fc.tuple(fc.nat(51), fc.integer({ min: -2, max: 2 })).map(([bits, near]) => 2 ** bits + near),
);
const text = fc.oneof(
  fc.constantFrom('', 'temperature', 'Cel', 'acme'),
  fc.string({ unit: 'binary-ascii', maxLength: 90 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
);
const reading = fc.record({
  index: fc.nat(100_000),
  metric: text,
  occurredAt: long,
  value: fc.oneof(fc.double(), fc.boolean(), text, fc.constant(null)),
  unit: text,
  quality: fc.constantFrom(...QUALITY_SYMBOLS),
});
const record: fc.Arbitrary<TelemetryEnriched> = fc.record({
  eventId: fc.oneof(fc.uuid(), text),
  ...{ tenant: text, assetId: text, assetPath: text, deviceId: text },
  receivedAt: long,
  sourcePartition: fc.nat(1_000),
  sourceOffset: long,
  shift: fc.option(text),
  readings: fc.array(reading, { maxLength: 100 }),
});

/** What the columns say, as the record they were read from. */
function recordOf(columns: EnrichedColumns): TelemetryEnriched {
  const { eventId, tenant, assetId, assetPath, deviceId, receivedAt, sourcePartition, sourceOffset, shift } = columns;
  const values = [
    () => null,
    (place: number) => columns.number[place]!,
    (place: number) => columns.number[place] === 1,
    (place: number) => columns.text[place]!,
  ] as const;
  const readings = Array.from({ length: columns.count }, (_, place) => ({
    index: columns.index[place]!,
    metric: columns.metric[place]!,
    occurredAt: columns.occurredAt[place]!,
    value: values[columns.kind[place]!]!(place),
    unit: columns.unit[place]!,
    quality: columns.quality[place]!,
  }));
  const head = { eventId, tenant, assetId, assetPath, deviceId, receivedAt, sourcePartition, sourceOffset, shift };
  return { ...head, readings };
}

describe('EnrichedReader', () => {
  // One for all: what one record left behind must not show in the next.
  const columns = new EnrichedColumns();

  it('1. reads what the codecs read, one record after the other, as taking a decoded one does', () => {
    const taken = new EnrichedColumns();
    fc.assert(
      fc.property(record, (value) => {
        const bytes = codecs.encode(TelemetryEnriched, value);
        expect(reader.read(bytes, columns)).toBe(true);
        const decoded = codecs.decode(bytes)!.value as TelemetryEnriched;
        expect(recordOf(columns)).toEqual(decoded);
        taken.take(decoded);
        expect(recordOf(taken)).toEqual(decoded);
      }),
    );
  });

  it('2. reads bytes that were tampered with as the codecs do, or not at all', () => {
    const tampered = fc.tuple(record, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }), fc.nat(3));
    fc.assert(
      fc.property(tampered, ([value, flips, cut]) => {
        const bytes = Buffer.from(codecs.encode(TelemetryEnriched, value));
        for (const [where, to] of flips) bytes[5 + (where % (bytes.length - 5))] = to;
        const rest = bytes.subarray(0, bytes.length - cut);
        if (reader.read(rest, columns)) expect(recordOf(columns)).toEqual(codecs.decode(rest)!.value);
      }),
      { numRuns: 500 },
    );
  });

  it('3. leaves other schemas, cut records and longs that are not exact to the codecs', () => {
    const whole: TelemetryEnriched = {
      ...{ eventId: 'e', tenant: 't', assetId: 'a', assetPath: 'p', deviceId: 'd', receivedAt: 1, shift: null },
      ...{ sourcePartition: 0, sourceOffset: 2 ** 52 + 1, readings: [] },
    };
    expect(reader.read(codecs.encode(TelemetryEnriched, whole), columns)).toBe(false);
    const fine = codecs.encode(TelemetryEnriched, { ...whole, sourceOffset: 7 });
    expect(reader.read(fine, columns)).toBe(true);
    expect(reader.read(fine.subarray(0, fine.length - 1), columns)).toBe(false);
    expect(reader.read(Buffer.concat([fine, Buffer.from([0])]), columns)).toBe(false);
    expect(reader.read(Buffer.alloc(3), columns)).toBe(false);
    expect(new EnrichedReader(codecs.idOf(AlarmRaised)).read(fine, columns)).toBe(false);
  });

  it('4. leaves readings in several blocks to the codecs', () => {
    const type = avroType(TelemetryEnriched.schemaJson);
    const whole = { ...{ eventId: 'e', tenant: 't', assetId: 'a', assetPath: 'p', deviceId: 'd', receivedAt: 1 } };
    const none = type.toBuffer({ ...whole, shift: null, sourcePartition: 0, sourceOffset: 1, readings: [] });
    const header = codecs.encode(TelemetryEnriched, type.fromBuffer(none) as TelemetryEnriched).subarray(0, 5);
    // One reading a block: index 0, metric "m", occurredAt 1, null, unit "", the first quality.
    const block = Buffer.from([0x02, 0x00, 0x02, 0x6d, 0x02, 0x00, 0x00, 0x00]);
    const two = Buffer.concat([header, none.subarray(0, -1), block, block, Buffer.from([0])]);
    expect((codecs.decode(two)!.value as TelemetryEnriched).readings).toHaveLength(2);
    expect(reader.read(two, columns)).toBe(false);
  });
});
