import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlarmRaised, avroType, Codecs, EnrichedBlock, EnrichedReader, TelemetryEnriched } from './index.ts';
import { QUALITY_SYMBOLS } from './generated/index.ts';
import { tampered } from './test-support/tampered.ts';
import { telemetryEnriched } from './test-support/telemetry-enriched.ts';

const codecs = Codecs.withoutRegistry();
const reader = new EnrichedReader(codecs.idOf(TelemetryEnriched));
const ID = '0190a0b0-0000-7000-8000-00000000000f';

const hex = (word: number): string => word.toString(16).padStart(8, '0');
const uuidOf = (words: Uint32Array): string =>
  [...words]
    .map(hex)
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** What a block holds of one of its records. */
function recordOf(block: EnrichedBlock, record = block.records - 1): TelemetryEnriched {
  const text = (number: number | undefined): string => block.texts.text(number!);
  const origin = block.origin[record]!;
  const { tenant, assetId, assetPath, deviceId } = block.origins;
  const rows = Array.from(
    { length: block.starts[record + 1]! - block.starts[record]! },
    (_, place) => place + block.starts[record]!,
  );
  const values = [
    () => null,
    (row: number) => block.number[row]!,
    (row: number) => block.number[row] === 1,
    (row: number) => block.values[block.number[row]!]!,
  ] as const;
  return {
    eventId: uuidOf(block.eventId.subarray(4 * record, 4 * record + 4)),
    tenant: text(tenant[origin]),
    assetId: text(assetId[origin]),
    assetPath: text(assetPath[origin]),
    deviceId: text(deviceId[origin]),
    receivedAt: block.receivedAt[record]!,
    sourcePartition: block.sourcePartition[record]!,
    sourceOffset: block.sourceOffset[record]!,
    shift: text(block.shift[record]),
    readings: rows.map((row) => ({
      index: block.index[row]!,
      metric: text(block.metric[row]),
      occurredAt: block.occurredAt[row]!,
      value: values[block.kind[row]!]!(row),
      unit: text(block.unit[row]),
      quality: QUALITY_SYMBOLS[block.quality[row]!]!,
    })),
  };
}

/** As a block holds it, which knows no difference between no shift and one without a name, nor between spellings of a UUID. */
const held = (event: TelemetryEnriched): TelemetryEnriched => ({
  ...event,
  eventId: event.eventId.toLowerCase(),
  shift: event.shift ?? '',
});

describe('EnrichedReader', () => {
  // One for all: what one record left behind must not show in the next.
  const block = new EnrichedBlock(0);

  it('1. reads what the codecs read, one record after the other, as taking a decoded one does', () => {
    const taken = new EnrichedBlock(3);
    fc.assert(
      fc.property(telemetryEnriched, fc.boolean(), (value, upper) => {
        const eventId = upper ? value.eventId.toUpperCase() : value.eventId;
        const bytes = codecs.encode(TelemetryEnriched, { ...value, eventId });
        expect(reader.read(bytes, block)).toBe(true);
        const decoded = codecs.decode(bytes)!.value as TelemetryEnriched;
        expect(recordOf(block)).toEqual(held(decoded));
        reader.take(decoded, taken);
        expect(recordOf(taken)).toEqual(held(decoded));
      }),
    );
  });

  it('2. reads bytes that were tampered with as the codecs do, or not at all', () => {
    fc.assert(
      fc.property(tampered(telemetryEnriched.map((value) => codecs.encode(TelemetryEnriched, value))), (rest) => {
        const { records, rows } = block;
        if (reader.read(rest, block))
          expect(recordOf(block)).toEqual(held(codecs.decode(rest)!.value as TelemetryEnriched));
        else expect([block.records, block.rows]).toEqual([records, rows]);
      }),
      { numRuns: 500 },
    );
  });

  it('3. leaves other schemas, cut records and event ids that are no UUIDs to the codecs', () => {
    const whole: TelemetryEnriched = {
      ...{ eventId: ID, tenant: 't', assetId: 'a', assetPath: 'p', deviceId: 'd', receivedAt: 1, shift: null },
      ...{ sourcePartition: 0, sourceOffset: 7, readings: [] },
    };
    const fine = codecs.encode(TelemetryEnriched, whole);
    expect(reader.read(fine, block)).toBe(true);
    expect(reader.read(fine.subarray(0, fine.length - 1), block)).toBe(false);
    expect(reader.read(Buffer.concat([fine, Buffer.from([0])]), block)).toBe(false);
    expect(reader.read(Buffer.alloc(3), block)).toBe(false);
    expect(new EnrichedReader(codecs.idOf(AlarmRaised)).read(fine, block)).toBe(false);
    for (const eventId of ['', 'e', ID.replace('0', 'g'), ID.replace('-', '0'), `${ID}0`]) {
      expect(reader.read(codecs.encode(TelemetryEnriched, { ...whole, eventId }), block)).toBe(false);
      expect(() => reader.take({ ...whole, eventId }, block)).toThrow(`eventId ${eventId}`);
    }
  });

  it('4. leaves readings in several array blocks to the codecs', () => {
    const type = avroType(TelemetryEnriched.schemaJson);
    const whole = { ...{ eventId: ID, tenant: 't', assetId: 'a', assetPath: 'p', deviceId: 'd', receivedAt: 1 } };
    const none = type.toBuffer({ ...whole, shift: null, sourcePartition: 0, sourceOffset: 1, readings: [] });
    const header = codecs.encode(TelemetryEnriched, type.fromBuffer(none) as TelemetryEnriched).subarray(0, 5);
    // One reading an array block: index 0, metric "m", occurredAt 1, null, unit "", the first quality.
    const array = Buffer.from([0x02, 0x00, 0x02, 0x6d, 0x02, 0x00, 0x00, 0x00]);
    const two = Buffer.concat([header, none.subarray(0, -1), array, array, Buffer.from([0])]);
    expect((codecs.decode(two)!.value as TelemetryEnriched).readings).toHaveLength(2);
    expect(reader.read(two, block)).toBe(false);
  });

  it('5. a record that is dropped leaves those before it as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(telemetryEnriched, fc.boolean())), (given) => {
        const some = new EnrichedBlock(given.length);
        for (const [value, drop] of given) {
          expect(reader.read(codecs.encode(TelemetryEnriched, value), some)).toBe(true);
          if (drop) some.drop();
        }
        const kept = given.filter(([, drop]) => !drop);
        expect(some.rows).toBe(kept.reduce((rows, [{ readings }]) => rows + readings.length, 0));
        expect(kept.map((_, place) => recordOf(some, place))).toEqual(kept.map(([value]) => held(value)));
      }),
    );
  });

  it('6. names that are no UTF-8 are left to the codecs, which mend them', () => {
    const whole: TelemetryEnriched = {
      ...{ eventId: ID, tenant: 't', assetId: 'a', assetPath: 'path', deviceId: 'd', receivedAt: 1, shift: null },
      ...{ sourcePartition: 0, sourceOffset: 7, readings: [] },
    };
    const bytes = Buffer.from(codecs.encode(TelemetryEnriched, whole));
    bytes[bytes.indexOf('path')] = 0xff;
    expect(reader.read(bytes, block)).toBe(false);
    reader.take(codecs.decode(bytes)!.value as TelemetryEnriched, block);
    expect(recordOf(block).assetPath).toBe('\u{fffd}ath');
  });
});
