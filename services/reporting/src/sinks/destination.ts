import { encodeBlock, type BlockBody, type TableShape } from '@millrace/clickhouse';
import type { Codecs, Decoded } from '@millrace/contracts';
import type { InRecord } from '@millrace/streaming';
import { type ToRows, Unusable } from './to-rows.ts';

/** What a destination needs to read records. */
export type Decoding = Pick<Codecs, 'decode' | 'idOf'>;

/** A block of a table that is being filled with records. */
export interface FillingBlock {
  /** @throws Unusable or DecodeError for a record the table cannot hold; the block is then as it was before. */
  add(record: InRecord): void;
  /** What was added. */
  readonly body: BlockBody;
}

/** Where a stream's records go. */
export interface Destination {
  readonly stream: string;
  readonly table: string;
  /** An empty block for so many records. The writer schemas of what is added to it have been fetched (`Codecs.prepare`). */
  start(codecs: Decoding, records: number): FillingBlock;
}

/** A destination whose records become row objects. */
export function rowsInto<Row>(stream: string, table: TableShape<Row>, toRows: ToRows<Row>): Destination {
  return {
    stream,
    table: table.table,
    start(codecs) {
      const rows: Row[] = [];
      return {
        add(record) {
          for (const row of toRows(decode(codecs, record), record)) rows.push(row);
        },
        get body() {
          return {
            table: table.table,
            columns: table.columns.map(({ name }) => name),
            rows: rows.length,
            encode: () => encodeBlock(table, rows),
          };
        },
      };
    },
  };
}

/** A record's value, decoded. */
export function decode(codecs: Decoding, record: InRecord): Decoded {
  if (record.value === null) throw new Unusable({ code: 'NO_VALUE', detail: 'the record has no value' });
  const decoded = codecs.decode(record.value);
  if (decoded === undefined) throw new Error('the schema was not prepared');
  return decoded;
}
