import { withRoom } from '../native/column-type.ts';
import type { NumberedTexts } from '../native/gather.ts';

/** The distinct tenant, asset, path and device that records come from, as numbers of texts. */
export interface ReadingOrigins {
  readonly tenant: ArrayLike<number>;
  readonly assetId: ArrayLike<number>;
  readonly assetPath: ArrayLike<number>;
  readonly deviceId: ArrayLike<number>;
}

/**
 * Readings of many records, by columns: the first `records` places of what a record has, the first `rows` of what a reading has. Names
 * are numbers of `texts`, instants microseconds since 1970 UTC; see migrations/0001-readings.sql for every column.
 */
export interface ReadingColumns {
  readonly records: number;
  readonly rows: number;
  readonly texts: NumberedTexts;
  readonly origins: ReadingOrigins;
  /** The first row of each record; at `records`, the number of rows. */
  readonly starts: Uint32Array;
  /** Four words a record, the uppermost first. */
  readonly eventId: Uint32Array;
  readonly origin: Uint32Array;
  readonly receivedAt: Float64Array;
  readonly sourcePartition: Int32Array;
  readonly sourceOffset: Float64Array;
  readonly shift: Uint32Array;
  readonly index: Int32Array;
  readonly metric: Uint32Array;
  readonly occurredAt: Float64Array;
  /** Place in READING_KINDS. */
  readonly kind: Uint8Array;
  /** A number; 1 or 0 for a truth value; the place of a text in `values`. */
  readonly number: Float64Array;
  readonly values: readonly string[];
  readonly unit: Uint32Array;
  /** Place in STORED_QUALITIES. */
  readonly quality: Uint8Array;
}

export const READING_KINDS = ['nothing', 'number', 'truth', 'text'] as const;
export type ReadingKind = (typeof READING_KINDS)[number];
export const STORED_QUALITIES = ['GOOD', 'UNCERTAIN', 'BAD'] as const;
export type StoredQuality = (typeof STORED_QUALITIES)[number];

/** How records came to us: for each one its place on the enriched topic, and its trace if it was sampled. */
export class ReadingLineage {
  #records = 0;
  #partition: Int32Array<ArrayBuffer>;
  #offset: Float64Array<ArrayBuffer>;
  /** By record; only those that have one. */
  readonly #traceIds = new Map<number, string>();

  /** @param records that are expected */
  constructor(records: number) {
    this.#partition = new Int32Array(records);
    this.#offset = new Float64Array(records);
  }

  get partition(): Int32Array {
    return this.#partition;
  }
  get offset(): Float64Array {
    return this.#offset;
  }
  get traceIds(): ReadonlyMap<number, string> {
    return this.#traceIds;
  }

  /** Enters the next record; `traceId` is empty when it was not sampled. */
  enter(partition: number, offset: number, traceId: string): void {
    const record = this.#records++;
    if (record >= this.#partition.length) {
      this.#partition = withRoom(this.#partition, record + 1, (length) => new Int32Array(length));
      this.#offset = withRoom(this.#offset, record + 1, (length) => new Float64Array(length));
    }
    this.#partition[record] = partition;
    this.#offset[record] = offset;
    if (traceId !== '') this.#traceIds.set(record, traceId);
  }
}
