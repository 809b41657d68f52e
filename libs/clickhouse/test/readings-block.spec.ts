import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readingRow, readingsBlock, T0, type ReadingRow } from './reading-row.ts';
import { readNative } from './read-native.ts';

const name = fc.oneof(fc.constantFrom('', 'press-7', 'press-8', 'Presse „7“'), fc.string({ maxLength: 60 }));
const place = fc.nat(0xffff);
const value = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => ({ value, valueText: null, valueBool: null })),
  fc.string().map((valueText) => ({ value: null, valueText, valueBool: null })),
  fc.boolean().map((valueBool) => ({ value: null, valueText: null, valueBool })),
  fc.constant({ value: null, valueText: null, valueBool: null }),
);
const head = fc.record({
  ...{ tenant: name, assetId: name, assetPath: name, deviceId: name, metric: name, unit: name, shift: name },
  ...{ eventId: fc.uuid(), traceId: fc.constantFrom('', '4bf92f3577b34da6a3ce929d0e0e4736') },
  ...{ sourcePartition: place, kafkaPartition: place, readingIndex: place },
  ...{ sourceOffset: fc.maxSafeNat(), kafkaOffset: fc.maxSafeNat(), receivedAt: fc.maxSafeNat() },
  // Few, so that instants come twice and out of order.
  occurredAt: fc.nat(5).map((tick) => T0 + tick),
  quality: fc.constantFrom('GOOD' as const, 'UNCERTAIN' as const, 'BAD' as const),
});
const row: fc.Arbitrary<ReadingRow> = fc
  .tuple(head, value)
  .map(([parts, values]) => readingRow({ ...parts, ...values }));

/** A row as the table has it. */
const stored = (row: ReadingRow) => ({
  ...{ tenant: row.tenant, asset_id: row.assetId, asset_path: row.assetPath, metric: row.metric },
  ...{ occurred_at: row.occurredAt, received_at: row.receivedAt },
  ...{ value: row.value, value_text: row.valueText, value_bool: row.valueBool === null ? null : Number(row.valueBool) },
  ...{ unit: row.unit, quality: { GOOD: 1, UNCERTAIN: 2, BAD: 3 }[row.quality], device_id: row.deviceId },
  ...{ event_id: row.eventId, reading_index: row.readingIndex, shift: row.shift },
  ...{ source_partition: row.sourcePartition, source_offset: row.sourceOffset },
  ...{ kafka_partition: row.kafkaPartition, kafka_offset: row.kafkaOffset, trace_id: row.traceId },
});

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

describe('ReadingsBlock', () => {
  it('1. holds every row as it is, in the order of the table; equal ones stay as they came', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const sorted = rows
          .map(stored)
          .sort(
            (a, b) =>
              compare(a.tenant, b.tenant) ||
              compare(a.asset_id, b.asset_id) ||
              compare(a.metric, b.metric) ||
              compare(a.occurred_at, b.occurred_at),
          );
        expect(readNative(readingsBlock(rows).encode())).toEqual(sorted);
      }),
    );
  });

  it('2. has as many names as it takes', () => {
    for (const names of [255, 256, 65_536]) {
      const rows = Array.from({ length: names }, (_, number) =>
        readingRow({ metric: `m${String(number).padStart(5, '0')}` }),
      );
      const metrics = readNative(readingsBlock(rows).encode()).map(({ metric }) => metric);
      expect(metrics).toEqual(rows.map(({ metric }) => metric));
    }
  });

  it('3. names the value that does not fit', () => {
    expect(() => readingsBlock([readingRow({ readingIndex: 65_536 })]).encode()).toThrow('UInt16 cannot hold 65536');
    expect(() => readingsBlock([readingRow({ sourcePartition: -1 })]).encode()).toThrow('UInt16 cannot hold -1');
    expect(() => readingsBlock([readingRow({ kafkaOffset: 2 ** 53 })]).encode()).toThrow(
      'cannot be made of 9007199254740992',
    );
  });
});
