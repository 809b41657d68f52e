import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlarmRaised, avroType, Codecs, ReceivedColumns, ReceivedReader, TelemetryReceived } from './index.ts';
import { VALUE_KINDS } from './enriched-block.ts';
import { PROTOCOL_SYMBOLS, QUALITY_SYMBOLS } from './generated/index.ts';
import { tampered } from './test-support/tampered.ts';

const codecs = Codecs.withoutRegistry();
const reader = new ReceivedReader(codecs.idOf(TelemetryReceived));
const EXACT = 2 ** 52 - 1;

const long = fc.oneof(
  fc.integer({ min: -EXACT, max: EXACT }),
  fc.integer({ min: -300, max: 300 }),
  fc.tuple(fc.nat(51), fc.integer({ min: -2, max: 2 })).map(([bits, near]) => 2 ** bits + near),
);
const ascii = fc.string({ unit: 'binary-ascii', maxLength: 90 });
const text = fc.oneof(ascii, fc.string({ unit: 'grapheme', maxLength: 80 }));
const reading = fc.record({
  metric: text,
  occurredAt: long,
  value: fc.oneof(fc.double(), fc.boolean(), ascii, fc.constant(null)),
  quality: fc.constantFrom(...QUALITY_SYMBOLS),
});
const record: fc.Arbitrary<TelemetryReceived> = fc.record({
  eventId: fc.oneof(fc.uuid(), ascii),
  ...{ tenant: text, deviceId: text },
  protocol: fc.constantFrom(...PROTOCOL_SYMBOLS),
  receivedAt: long,
  sequence: fc.option(long),
  readings: fc.array(reading, { maxLength: 100 }),
});

/** What the columns say, as the record they were read from; undefined when the source has to be told by texts. */
function recordOf(columns: ReceivedColumns): TelemetryReceived | undefined {
  const { protocol, receivedAt, sequence } = columns;
  const source = columns.source();
  if (source === undefined) return undefined;
  const values = {
    [VALUE_KINDS.nothing]: () => null,
    [VALUE_KINDS.number]: (place: number) => columns.number[place]!,
    [VALUE_KINDS.truth]: (place: number) => columns.number[place] === 1,
    [VALUE_KINDS.text]: (place: number) => columns.text(columns.textAt[place]!, columns.textEnd[place]!),
  };
  const readings = Array.from({ length: columns.count }, (_, place) => ({
    metric: columns.text(columns.metricAt[place]!, columns.metricEnd[place]!),
    occurredAt: columns.occurredAt[place]!,
    value: values[columns.kindOf(place)](place),
    quality: columns.quality[place]!,
  }));
  const eventId = columns.text(columns.eventIdAt, columns.eventIdEnd);
  return { eventId, ...source, protocol, receivedAt, sequence, readings };
}

describe('ReceivedReader', () => {
  // One for all: what one record left behind must not show in the next.
  const columns = new ReceivedColumns();

  it('1. reads what the codecs read, one record after the other', () => {
    fc.assert(
      fc.property(record, (value) => {
        const bytes = codecs.encode(TelemetryReceived, value);
        expect(reader.read(bytes, columns)).toBe(true);
        expect(recordOf(columns)).toEqual(codecs.decode(bytes)!.value);
      }),
    );
  });

  it('2. reads bytes that were tampered with as the codecs do, or not at all', () => {
    fc.assert(
      fc.property(tampered(record.map((value) => codecs.encode(TelemetryReceived, value))), (rest) => {
        if (!reader.read(rest, columns)) return;
        const decoded = codecs.decode(rest)!.value;
        expect(recordOf(columns) ?? decoded).toEqual(decoded);
      }),
      { numRuns: 1_000 },
    );
  });

  it('3. leaves other schemas, cut records and texts that are not ASCII to the codecs', () => {
    const reading = { metric: 'm', occurredAt: 1, value: 'on', quality: 'GOOD' } as const;
    const whole: TelemetryReceived = {
      ...{ eventId: 'e', tenant: 't', deviceId: 'd', protocol: 'HTTP', receivedAt: 1, sequence: 7 },
      readings: [reading],
    };
    const reads = (change: Partial<TelemetryReceived>): boolean =>
      reader.read(codecs.encode(TelemetryReceived, { ...whole, ...change }), columns);
    expect(reads({})).toBe(true);
    expect(reads({ sequence: 2 ** 53 - 2 })).toBe(true);
    expect(reads({ eventId: 'é' })).toBe(false);
    expect(reads({ readings: [{ ...reading, value: 'é' }] })).toBe(false);
    const fine = codecs.encode(TelemetryReceived, whole);
    expect(reader.read(fine.subarray(0, fine.length - 1), columns)).toBe(false);
    expect(reader.read(Buffer.concat([fine, Buffer.from([0])]), columns)).toBe(false);
    expect(reader.read(Buffer.alloc(3), columns)).toBe(false);
    expect(new ReceivedReader(codecs.idOf(AlarmRaised)).read(fine, columns)).toBe(false);
  });

  it('4. leaves readings in several blocks to the codecs', () => {
    const head = { ...{ eventId: 'e', tenant: 't', deviceId: 'd', protocol: 'HTTP', receivedAt: 1, sequence: null } };
    const none = avroType(TelemetryReceived.schemaJson).toBuffer({ ...head, readings: [] });
    const header = Buffer.from([0, 0, 0, 0, codecs.idOf(TelemetryReceived)]);
    // One reading a block: metric "m", occurredAt 1, null, the first quality.
    const block = Buffer.from([0x02, 0x02, 0x6d, 0x02, 0x00, 0x00]);
    const two = Buffer.concat([header, none.subarray(0, -1), block, block, Buffer.from([0])]);
    expect((codecs.decode(two)!.value as TelemetryReceived).readings).toHaveLength(2);
    expect(reader.read(two, columns)).toBe(false);
  });

  it('5. says no source by texts that are not its bytes', () => {
    const value = { eventId: 'e', tenant: 't', deviceId: 'dd', protocol: 'HTTP', receivedAt: 1, sequence: 7 } as const;
    const bytes = codecs.encode(TelemetryReceived, { ...value, readings: [] });
    expect(reader.read(bytes, columns) && columns.source()).toEqual({ tenant: 't', deviceId: 'dd' });
    bytes[bytes.indexOf('dd')] = 0xff;
    expect(reader.read(bytes, columns) && columns.source()).toBe(undefined);
  });
});
