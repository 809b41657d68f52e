import { type ClickHouse, insertBody, ReadingsBlock, type ReadingsHead, type StoredQuality } from '../src/index.ts';

export const T0 = Date.UTC(2026, 4, 1, 6) * 1000;

/** A row of `readings`. */
export interface ReadingRow extends ReadingsHead {
  readonly metric: string;
  readonly occurredAt: number;
  readonly value: number | null;
  readonly valueText: string | null;
  readonly valueBool: boolean | null;
  readonly unit: string;
  readonly quality: StoredQuality;
  readonly readingIndex: number;
}

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

/** Rows as a block, each as a record of its own. */
export function readingsBlock(rows: readonly ReadingRow[]): ReadingsBlock {
  const block = new ReadingsBlock();
  for (const row of rows) {
    block.add(row, {
      count: 1,
      index: [row.readingIndex],
      metric: [row.metric],
      occurredAt: [row.occurredAt],
      unit: [row.unit],
      quality: [row.quality],
      number: () => row.value,
      text: () => row.valueText,
      truth: () => row.valueBool,
    });
  }
  return block;
}

export const insertReadings = (client: ClickHouse, token: string, rows: readonly ReadingRow[]): Promise<void> =>
  insertBody(client, token, readingsBlock(rows));
