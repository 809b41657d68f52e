import { float64, bool, enum8, int64, microseconds, uint16 } from '../native/numbers.ts';
import type { ColumnBuilder, ColumnType } from '../native/column-type.ts';
import { writeBlock, type FilledColumn } from '../native/encode-block.ts';
import { lowCardinality } from '../native/low-cardinality.ts';
import { nullable } from '../native/nullable.ts';
import { string } from '../native/strings.ts';
import { uuid } from '../native/uuid.ts';
import type { BlockBody } from '../table.ts';

export type StoredQuality = 'GOOD' | 'UNCERTAIN' | 'BAD';
export const quality = enum8({ GOOD: 1, UNCERTAIN: 2, BAD: 3 });

/** What the readings of one record share; see migrations/0001-readings.sql for every column. Instants in microseconds. */
export interface ReadingsHead {
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
}

/** The readings of one record, by columns: the first `count` places of each. */
export interface ReadingColumns {
  readonly count: number;
  readonly index: ArrayLike<number>;
  readonly metric: ArrayLike<string>;
  /** Microseconds since 1970 UTC. */
  readonly occurredAt: ArrayLike<number>;
  readonly unit: ArrayLike<string>;
  readonly quality: ArrayLike<StoredQuality>;
  /** The value at a place; at most one of the three is not null. */
  number(place: number): number | null;
  text(place: number): string | null;
  truth(place: number): boolean | null;
}

/**
 * Rows of `readings` on their way into a block, a record at a time. Each value goes straight into its column: a row object for each
 * of a million readings a second was half the cost of writing them, most of it for collecting them again.
 */
export class ReadingsBlock implements BlockBody {
  static readonly TABLE = 'readings';
  readonly table = ReadingsBlock.TABLE;
  readonly #columns: (FilledColumn & { readonly filled: ColumnBuilder<never> })[] = [];
  readonly #tenant = this.#start('tenant', lowCardinality);
  readonly #assetId = this.#start('asset_id', lowCardinality);
  readonly #assetPath = this.#start('asset_path', lowCardinality);
  readonly #metric = this.#start('metric', lowCardinality);
  readonly #occurredAt = this.#start('occurred_at', microseconds);
  readonly #receivedAt = this.#start('received_at', microseconds);
  readonly #value = this.#start('value', nullable(float64, 0));
  readonly #valueText = this.#start('value_text', nullable(string, ''));
  readonly #valueBool = this.#start('value_bool', nullable(bool, false));
  readonly #unit = this.#start('unit', lowCardinality);
  readonly #quality = this.#start('quality', quality);
  readonly #deviceId = this.#start('device_id', lowCardinality);
  readonly #eventId = this.#start('event_id', uuid);
  readonly #index = this.#start('reading_index', uint16);
  readonly #shift = this.#start('shift', lowCardinality);
  readonly #sourcePartition = this.#start('source_partition', uint16);
  readonly #sourceOffset = this.#start('source_offset', int64);
  readonly #kafkaPartition = this.#start('kafka_partition', uint16);
  readonly #kafkaOffset = this.#start('kafka_offset', int64);
  readonly #traceId = this.#start('trace_id', string);
  #rows = 0;

  get rows(): number {
    return this.#rows;
  }

  get columns(): readonly string[] {
    return this.#columns.map(({ name }) => name);
  }

  /** Adds the readings of a record. @throws RangeError when a value does not fit its column; the block is of no use then. */
  add(head: ReadingsHead, readings: ReadingColumns): void {
    const from = this.#rows;
    const to = from + readings.count;
    for (const { filled } of this.#columns) filled.reserve(to);
    this.#fill(head, from, to);
    for (let place = 0; place < readings.count; place++) this.#set(from + place, readings, place);
    this.#rows = to;
  }

  encode(): Buffer {
    return writeBlock(this.#columns, this.#rows);
  }

  #fill(head: ReadingsHead, from: number, to: number): void {
    this.#tenant.fill(from, to, head.tenant);
    this.#assetId.fill(from, to, head.assetId);
    this.#assetPath.fill(from, to, head.assetPath);
    this.#receivedAt.fill(from, to, head.receivedAt);
    this.#deviceId.fill(from, to, head.deviceId);
    this.#eventId.fill(from, to, head.eventId);
    this.#shift.fill(from, to, head.shift);
    this.#sourcePartition.fill(from, to, head.sourcePartition);
    this.#sourceOffset.fill(from, to, head.sourceOffset);
    this.#kafkaPartition.fill(from, to, head.kafkaPartition);
    this.#kafkaOffset.fill(from, to, head.kafkaOffset);
    this.#traceId.fill(from, to, head.traceId);
  }

  #set(row: number, readings: ReadingColumns, place: number): void {
    // In bounds: every column has `count` places.
    this.#metric.set(row, readings.metric[place]!);
    this.#occurredAt.set(row, readings.occurredAt[place]!);
    this.#value.set(row, readings.number(place));
    this.#valueText.set(row, readings.text(place));
    this.#valueBool.set(row, readings.truth(place));
    this.#unit.set(row, readings.unit[place]!);
    this.#quality.set(row, readings.quality[place]!);
    this.#index.set(row, readings.index[place]!);
  }

  #start<V, B extends ColumnBuilder<V>>(name: string, type: ColumnType<V, B>): B {
    const filled = type.start();
    this.#columns.push({ name, type: type.name, filled });
    return filled;
  }
}
