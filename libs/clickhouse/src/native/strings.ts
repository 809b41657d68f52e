import { ByteWriter } from './byte-writer.ts';
import type { ColumnBuilder, ColumnType } from './column-type.ts';

function appending<V>(rowCount: number, put: (out: ByteWriter, value: V) => void): ColumnBuilder<V> {
  const column = new ByteWriter(rowCount * 2);
  return {
    append(rows, from, to, value) {
      for (let i = from; i < to; i++) put(column, value(rows[i] as (typeof rows)[number]));
    },
    finish: (out) => out.raw(column.view()),
  };
}

export const string: ColumnType<string> = {
  name: 'String',
  start: (rowCount) => appending(rowCount, (out, value) => out.string(value)),
};

/** A String column that holds bytes as they came, whether or not they are text. */
export const bytes: ColumnType<Uint8Array> = {
  name: 'String',
  start: (rowCount) => appending(rowCount, (out, value) => out.bytes(value)),
};

/** Map(String, String) with bytes as values: the ends of the rows, then all keys, then all values. */
export const stringMap: ColumnType<Readonly<Record<string, Uint8Array>>> = {
  name: 'Map(String, String)',
  start() {
    const ends = new ByteWriter();
    const keys = new ByteWriter();
    const values = new ByteWriter();
    let end = 0;
    return {
      append(rows, from, to, value) {
        for (const row of rows.slice(from, to)) {
          for (const [key, entry] of Object.entries(value(row))) {
            keys.string(key);
            values.bytes(entry);
            end++;
          }
          ends.uint64(end);
        }
      },
      finish(out) {
        for (const part of [ends, keys, values]) out.raw(part.view());
      },
    };
  },
};
