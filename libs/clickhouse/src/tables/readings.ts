import type { ByteWriter } from '../native/byte-writer.ts';
import { writeBlock } from '../native/encode-block.ts';
import { Gatherer } from '../native/gather.ts';
import { lowCardinality } from '../native/low-cardinality.ts';
import { nullable } from '../native/nullable.ts';
import { bool, enum8, float64, int64, microseconds, uint16 } from '../native/numbers.ts';
import { string } from '../native/strings.ts';
import type { BlockBody } from '../table.ts';
import { STORED_QUALITIES, type ReadingColumns, type ReadingLineage, type ReadingOrigins } from './reading-columns.ts';
import { writeNumbers, writeTexts, writeTruths } from './reading-values.ts';
import { tableOrder } from './table-order.ts';

const QUALITY_CODES = { GOOD: 1, UNCERTAIN: 2, BAD: 3 } as const;
const QUALITIES = STORED_QUALITIES.map((quality) => QUALITY_CODES[quality]);

/** What the columns of a block are made of. */
interface Source {
  readonly columns: ReadingColumns;
  readonly lineage: ReadingLineage;
  /** The row, and the record, at each place of the block. */
  readonly rows: Uint32Array;
  readonly records: Uint32Array;
  readonly gather: Gatherer;
}

interface ReadingColumn {
  readonly name: string;
  readonly type: string;
  write(out: ByteWriter, source: Source): void;
}

const column = (name: string, type: { readonly name: string }, write: ReadingColumn['write']): ReadingColumn => ({
  ...{ name, type: type.name, write },
});

/** A name that follows from where a record comes from. */
const ofOrigin = (name: string, field: keyof ReadingOrigins): ReadingColumn =>
  column(name, lowCardinality, (out, { columns: { origin, origins, records: count, texts }, records, gather }) => {
    const nameOf = origins[field];
    const names = new Uint32Array(count);
    for (let record = 0; record < count; record++) names[record] = nameOf[origin[record]!]!;
    gather.names(out, records, names, count, texts);
  });

const COLUMNS: readonly ReadingColumn[] = [
  ofOrigin('tenant', 'tenant'),
  ofOrigin('asset_id', 'assetId'),
  ofOrigin('asset_path', 'assetPath'),
  column('metric', lowCardinality, (out, { columns, rows, gather }) =>
    gather.names(out, rows, columns.metric, columns.rows, columns.texts),
  ),
  column('occurred_at', microseconds, (out, { columns, rows, gather }) => gather.int64(out, rows, columns.occurredAt)),
  column('received_at', microseconds, (out, { columns, records, gather }) =>
    gather.int64(out, records, columns.receivedAt),
  ),
  column('value', nullable(float64, 0), writeNumbers),
  column('value_text', nullable(string, ''), writeTexts),
  column('value_bool', nullable(bool, false), writeTruths),
  column('unit', lowCardinality, (out, { columns, rows, gather }) =>
    gather.names(out, rows, columns.unit, columns.rows, columns.texts),
  ),
  column('quality', enum8(QUALITY_CODES), (out, { columns, rows, gather }) =>
    gather.codes(out, rows, columns.quality, QUALITIES),
  ),
  ofOrigin('device_id', 'deviceId'),
  column('event_id', { name: 'UUID' }, (out, { columns, records, gather }) =>
    gather.uuid(out, records, columns.eventId),
  ),
  column('reading_index', uint16, (out, { columns, rows, gather }) => gather.uint16(out, rows, columns.index)),
  column('shift', lowCardinality, (out, { columns, records, gather }) =>
    gather.names(out, records, columns.shift, columns.records, columns.texts),
  ),
  column('source_partition', uint16, (out, { columns, records, gather }) =>
    gather.uint16(out, records, columns.sourcePartition),
  ),
  column('source_offset', int64, (out, { columns, records, gather }) =>
    gather.int64(out, records, columns.sourceOffset),
  ),
  column('kafka_partition', uint16, (out, { lineage, records, gather }) =>
    gather.uint16(out, records, lineage.partition),
  ),
  column('kafka_offset', int64, (out, { lineage, records, gather }) => gather.int64(out, records, lineage.offset)),
  column('trace_id', string, (out, { lineage: { traceIds }, records }) => {
    // An empty text is a zero.
    if (traceIds.size === 0) return out.raw(new Uint8Array(records.length));
    for (const record of records) out.string(traceIds.get(record) ?? '');
  }),
];

/** Rows of `readings` as a block, in the order of the table (`table-order.ts`). */
export class ReadingsBlock implements BlockBody {
  static readonly TABLE = 'readings';
  static readonly COLUMNS: readonly string[] = COLUMNS.map(({ name }) => name);
  readonly table = ReadingsBlock.TABLE;
  readonly columns = ReadingsBlock.COLUMNS;
  readonly #columns: ReadingColumns;
  readonly #lineage: ReadingLineage;

  /** @param columns and lineage, which may still grow; the lineage has a place for each record */
  constructor(columns: ReadingColumns, lineage: ReadingLineage) {
    this.#columns = columns;
    this.#lineage = lineage;
  }

  get rows(): number {
    return this.#columns.rows;
  }

  /** @throws RangeError when a value does not fit its column */
  encode(): Buffer {
    const source = { columns: this.#columns, lineage: this.#lineage, ...tableOrder(this.#columns) };
    const gather = new Gatherer(this.rows);
    return writeBlock(
      COLUMNS.map(({ name, type, write }) => ({ name, type, write: (out) => write(out, { ...source, gather }) })),
      this.rows,
    );
  }
}
