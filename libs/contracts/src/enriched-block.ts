import { ByteTable } from './byte-table.ts';
import { TextTable } from './text-table.ts';

/** Room for rows is not made for more than so many at a time on a guess. */
const MOST_GUESSED = 2 ** 18;

/** What the value of a reading is. */
export const VALUE_KINDS = { nothing: 0, number: 1, truth: 2, text: 3 } as const;
export type ValueKind = (typeof VALUE_KINDS)[keyof typeof VALUE_KINDS];

/**
 * The readings of many TelemetryEnriched, by columns: a stage that handles a million readings a second makes no objects for them, and
 * names, which come again and again, are numbers of `texts`. Of each column the first `records` or `rows` places are its own.
 */
export class EnrichedBlock {
  records = 0;
  rows = 0;
  readonly texts = new TextTable();
  readonly origins = new Origins();
  /** Texts that are values; see `number`. */
  readonly values: string[] = [];

  // One place a record.
  /** Its first row; at `records`, the number of rows. */
  starts: Uint32Array<ArrayBuffer>;
  /** Its event id, a UUID, as four words, the uppermost first. */
  eventId: Uint32Array<ArrayBuffer>;
  /** Number of its origin. */
  origin: Uint32Array<ArrayBuffer>;
  /** Microseconds since 1970 UTC. */
  receivedAt: Float64Array<ArrayBuffer>;
  sourcePartition: Int32Array<ArrayBuffer>;
  sourceOffset: Float64Array<ArrayBuffer>;
  /** Number of a text; without a shift, that of the empty one. */
  shift: Uint32Array<ArrayBuffer>;

  // One place a row, which is a reading.
  index: Int32Array<ArrayBuffer>;
  /** Number of a text. */
  metric: Uint32Array<ArrayBuffer>;
  /** Microseconds since 1970 UTC. */
  occurredAt: Float64Array<ArrayBuffer>;
  /** One of VALUE_KINDS. */
  kind: Uint8Array<ArrayBuffer>;
  /** The value if it is a number; 1 or 0 if it is a truth value; its place in `values` if it is a text; 0 otherwise. */
  number: Float64Array<ArrayBuffer>;
  /** The same memory, to be filled with bytes. */
  numberBytes: Uint8Array<ArrayBuffer>;
  /** Number of a text. */
  unit: Uint32Array<ArrayBuffer>;
  /** Place in QUALITY_SYMBOLS. */
  quality: Uint8Array<ArrayBuffer>;

  readonly #expected: number;

  /** @param records that are expected: there is room for them at once, so that nothing has to grow */
  constructor(records: number) {
    this.#expected = records;
    this.starts = new Uint32Array(records + 1);
    this.eventId = new Uint32Array(4 * records);
    this.origin = new Uint32Array(records);
    this.receivedAt = new Float64Array(records);
    this.sourcePartition = new Int32Array(records);
    this.sourceOffset = new Float64Array(records);
    this.shift = new Uint32Array(records);
    this.index = new Int32Array(0);
    this.metric = new Uint32Array(0);
    this.occurredAt = new Float64Array(0);
    this.kind = new Uint8Array(0);
    this.number = new Float64Array(0);
    this.numberBytes = new Uint8Array(0);
    this.unit = new Uint32Array(0);
    this.quality = new Uint8Array(0);
  }

  /** Makes room for one more record. */
  reserveRecord(): void {
    const { length } = this.origin;
    if (this.records < length) return;
    const room = Math.max(64, 2 * length);
    this.starts = grown(this.starts, new Uint32Array(room + 1));
    this.eventId = grown(this.eventId, new Uint32Array(4 * room));
    this.origin = grown(this.origin, new Uint32Array(room));
    this.receivedAt = grown(this.receivedAt, new Float64Array(room));
    this.sourcePartition = grown(this.sourcePartition, new Int32Array(room));
    this.sourceOffset = grown(this.sourceOffset, new Float64Array(room));
    this.shift = grown(this.shift, new Uint32Array(room));
  }

  /** Makes room for the rows of one more record; at first, for as many records like it as are expected. */
  reserveRows(count: number): void {
    const { length } = this.kind;
    const needed = this.rows + count;
    if (needed <= length) return;
    const guess = length === 0 ? Math.min(this.#expected * count, MOST_GUESSED) : 2 * length;
    const room = Math.max(needed, guess);
    this.index = grown(this.index, new Int32Array(room));
    this.metric = grown(this.metric, new Uint32Array(room));
    this.occurredAt = grown(this.occurredAt, new Float64Array(room));
    this.kind = grown(this.kind, new Uint8Array(room));
    this.number = grown(this.number, new Float64Array(room));
    this.numberBytes = new Uint8Array(this.number.buffer);
    this.unit = grown(this.unit, new Uint32Array(room));
    this.quality = grown(this.quality, new Uint8Array(room));
  }

  /** Enters a record for which every column has been filled. */
  enter(count: number): void {
    this.rows += count;
    this.records += 1;
    this.starts[this.records] = this.rows;
  }

  /** Takes the record back that was entered last. */
  drop(): void {
    this.records -= 1;
    this.rows = this.starts[this.records]!;
  }
}

/** Where records come from: each distinct tenant, asset, path and device has a number, and numbers of texts. */
export class Origins {
  /** The four fields as they stand side by side in a record. */
  readonly table = new ByteTable();
  readonly tenant: number[] = [];
  readonly assetId: number[] = [];
  readonly assetPath: number[] = [];
  readonly deviceId: number[] = [];
  /** First row of the newest record, where its next one finds names to guess. */
  readonly newest: number[] = [];
}

function grown<A extends Uint8Array | Int32Array | Uint32Array | Float64Array>(array: A, room: A): A {
  room.set(array);
  return room;
}
