import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { avroType, Codecs, ReceivedWriter, TelemetryReceived } from './index.ts';
import { PROTOCOL_SYMBOLS, QUALITY_SYMBOLS } from './generated/index.ts';
import { receivedLayout } from './received-layout.ts';

const codecs = Codecs.withoutRegistry();
/** In no order that the schema could have by chance. */
const QUALITIES = [...QUALITY_SYMBOLS].reverse();
const MAX_LONG = Number.MAX_SAFE_INTEGER - 1;

const long = fc.oneof(
  fc.integer({ min: -MAX_LONG, max: MAX_LONG }),
  fc.integer({ min: -300, max: 300 }),
  fc.tuple(fc.nat(52), fc.integer({ min: -2, max: 2 })).map(([bits, near]) => 2 ** bits + near),
  fc.tuple(fc.nat(52), fc.integer({ min: -2, max: 2 })).map(([bits, near]) => -(2 ** bits) + near),
  fc.constantFrom(MAX_LONG, -MAX_LONG, 2 ** 27, -(2 ** 27), 2 ** 52, -(2 ** 52)),
);
const text = fc.oneof(
  fc.string({ unit: 'binary-ascii', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
);
const reading = fc.record({
  metric: text,
  occurredAt: long,
  value: fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(-0, 0, 5e-324, Number.MAX_VALUE)),
  quality: fc.constantFrom(...QUALITIES),
});
const record: fc.Arbitrary<TelemetryReceived> = fc.record({
  eventId: fc.oneof(fc.uuid(), text),
  tenant: text,
  deviceId: text,
  protocol: fc.constantFrom(...PROTOCOL_SYMBOLS),
  receivedAt: long,
  sequence: fc.option(long),
  readings: fc.array(reading, { maxLength: 12 }),
});

const utf8 = (of: string) => ({ bytes: new TextEncoder().encode(of) });

/** Writes it with its readings amid the columns, as those of one message among others. */
function written(writer: ReceivedWriter, { deviceId, readings, ...head }: TelemetryReceived): Buffer {
  const around = [...readings.slice(0, 1), ...readings, ...readings.slice(0, 1)];
  const columns = {
    metrics: around.map(({ metric }) => utf8(metric)),
    occurredAt: Float64Array.from(around, ({ occurredAt }) => occurredAt),
    values: Float64Array.from(around, ({ value }) => Number(value)),
    qualities: Uint8Array.from(around, ({ quality }) => QUALITIES.indexOf(quality)),
  };
  const first = Math.min(1, readings.length);
  return writer.write({ ...head, device: utf8(deviceId) }, columns, first, first + readings.length);
}

describe('ReceivedWriter', () => {
  const writer = new ReceivedWriter(codecs.idOf(TelemetryReceived), QUALITIES);

  it('1. writes the bytes that the codecs write', () => {
    fc.assert(
      fc.property(record, (value) => {
        expect(written(writer, value)).toEqual(codecs.encode(TelemetryReceived, value));
      }),
      { numRuns: 2_000 },
    );
  });

  it('2. leaves what it gave out alone, over many slabs', () => {
    const values = fc.sample(record, { numRuns: 500, seed: 7 });
    const buffers = values.map((value) => written(writer, value));
    expect(buffers).toEqual(values.map((value) => codecs.encode(TelemetryReceived, value)));
  });

  it('3. writes records larger than a slab', () => {
    const [value] = fc.sample(record, { numRuns: 1, seed: 7 });
    const reading = { metric: 'm'.repeat(200), occurredAt: 1, value: -0, quality: 'GOOD' } as const;
    for (const count of [70, 1_000]) {
      const large = { ...value!, readings: Array.from({ length: count }, () => reading) };
      expect(written(writer, large)).toEqual(codecs.encode(TelemetryReceived, large));
    }
  });

  it('4. writes no schema but the one it was made for', () => {
    const schema = JSON.parse(TelemetryReceived.schemaJson) as { fields: { name: string }[] };
    schema.fields.reverse();
    const other = { ...TelemetryReceived, type: avroType(JSON.stringify(schema)) };
    expect(() => receivedLayout(other)).toThrow(/has the fields readings sequence/);
  });
});
