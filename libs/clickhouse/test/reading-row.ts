import type { ReadingRow } from '../src/index.ts';

export const T0 = Date.UTC(2026, 4, 1, 6) * 1000;

/** A row of `readings` with what a test does not care about filled in. */
export function readingRow(parts: Partial<ReadingRow> = {}): ReadingRow {
  return {
    tenant: 'acme',
    assetId: 'press-7',
    assetPath: 'acme/hamburg/press-shop/press-7',
    metric: 'temperature',
    occurredAt: T0,
    receivedAt: T0 + 1_500,
    value: 20.5,
    valueText: null,
    valueBool: null,
    unit: 'Cel',
    quality: 'GOOD',
    deviceId: 'gw-1',
    eventId: '0190a0b0-1111-7222-8333-444455556666',
    readingIndex: 0,
    shift: '2026-05-01/early',
    sourcePartition: 2,
    sourceOffset: 41,
    kafkaPartition: 3,
    kafkaOffset: 17,
    traceId: '',
    ...parts,
  };
}
