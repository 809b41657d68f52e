import {
  type ClickHouse,
  insertBody,
  READING_KINDS,
  type ReadingKind,
  ReadingLineage,
  ReadingsBlock,
  STORED_QUALITIES,
  type StoredQuality,
} from '../src/index.ts';

export const T0 = Date.UTC(2026, 4, 1, 6) * 1000;

/** A row of `readings`. */
export interface ReadingRow {
  readonly tenant: string;
  readonly assetId: string;
  readonly assetPath: string;
  readonly receivedAt: number;
  readonly deviceId: string;
  readonly eventId: string;
  readonly shift: string;
  readonly sourcePartition: number;
  readonly sourceOffset: number;
  readonly kafkaPartition: number;
  readonly kafkaOffset: number;
  readonly traceId: string;
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

/** Texts with numbers, as blocks know them. */
class Texts {
  readonly #texts = [''];
  readonly #numbers = new Map([['', 0]]);

  get size(): number {
    return this.#texts.length;
  }
  text(number: number): string {
    return this.#texts[number]!;
  }
  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }
}

/** Rows as a block, each as a record of its own. */
export function readingsBlock(rows: readonly ReadingRow[]): ReadingsBlock {
  const texts = new Texts();
  const numbers = (text: (row: ReadingRow) => string): number[] => rows.map((row) => texts.numberOf(text(row)));
  const words = (id: string): number[] =>
    id
      .replaceAll('-', '')
      .match(/.{8}/g)!
      .map((word) => parseInt(word, 16));
  const lineage = new ReadingLineage(0);
  for (const { kafkaPartition, kafkaOffset, traceId } of rows) lineage.enter(kafkaPartition, kafkaOffset, traceId);
  const columns = {
    ...{ records: rows.length, rows: rows.length, texts, values: rows.map(({ valueText }) => valueText ?? '') },
    origins: {
      tenant: numbers((row) => row.tenant),
      assetId: numbers((row) => row.assetId),
      assetPath: numbers((row) => row.assetPath),
      deviceId: numbers((row) => row.deviceId),
    },
    starts: Uint32Array.from({ length: rows.length + 1 }, (_, row) => row),
    eventId: Uint32Array.from(rows.flatMap(({ eventId }) => words(eventId))),
    origin: Uint32Array.from(rows.keys()),
    receivedAt: Float64Array.from(rows, (row) => row.receivedAt),
    sourcePartition: Int32Array.from(rows, (row) => row.sourcePartition),
    sourceOffset: Float64Array.from(rows, (row) => row.sourceOffset),
    shift: Uint32Array.from(numbers((row) => row.shift)),
    index: Int32Array.from(rows, (row) => row.readingIndex),
    metric: Uint32Array.from(numbers((row) => row.metric)),
    occurredAt: Float64Array.from(rows, (row) => row.occurredAt),
    kind: Uint8Array.from(rows, (row) => READING_KINDS.indexOf(kindOf(row))),
    number: Float64Array.from(
      rows,
      (row, place) => row.value ?? (row.valueBool === null ? place : Number(row.valueBool)),
    ),
    unit: Uint32Array.from(numbers((row) => row.unit)),
    quality: Uint8Array.from(rows, (row) => STORED_QUALITIES.indexOf(row.quality)),
  };
  return new ReadingsBlock(columns, lineage);
}

function kindOf({ value, valueText, valueBool }: ReadingRow): ReadingKind {
  if (value !== null) return 'number';
  if (valueText !== null) return 'text';
  return valueBool === null ? 'nothing' : 'truth';
}

export const insertReadings = (client: ClickHouse, token: string, rows: readonly ReadingRow[]): Promise<void> =>
  insertBody(client, token, readingsBlock(rows));
