import type { ColumnType } from './column-type.ts';

/** Nullable(T): a byte a row says null, then the column with `filler` in place of nulls. */
export function nullable<V>(type: ColumnType<V>, filler: V): ColumnType<V | null> {
  return {
    name: `Nullable(${type.name})`,
    start(rowCount) {
      const nulls = new Uint8Array(rowCount);
      const inner = type.start(rowCount);
      return {
        append(rows, from, to, value) {
          for (let i = from; i < to; i++) if (value(rows[i] as (typeof rows)[number]) === null) nulls[i] = 1;
          inner.append(rows, from, to, (row) => value(row) ?? filler);
        },
        finish(out) {
          out.raw(nulls);
          inner.finish(out);
        },
      };
    },
  };
}
