import type { ColumnBuilder, ColumnType } from './native/column-type.ts';

/** A column being filled from rows of one kind. */
export interface RowColumn<Row> {
  append(rows: readonly Row[], from: number, to: number): void;
  finish: ColumnBuilder<never>['finish'];
}

/** One column as it is inserted: its name, its ClickHouse type, and how to fill it from rows. */
export interface Column<Row> {
  readonly name: string;
  readonly type: string;
  start(rowCount: number): RowColumn<Row>;
}

/** What is inserted into one table, column by column. */
export interface TableShape<Row> {
  readonly table: string;
  readonly columns: readonly Column<Row>[];
}

/** A column whose values come from `value(row)`. */
export function column<Row, V>(name: string, type: ColumnType<V>, value: (row: Row) => V): Column<Row> {
  return {
    name,
    type: type.name,
    start(rowCount) {
      const builder = type.start(rowCount);
      return {
        append: (rows, from, to) => builder.append(rows, from, to, value),
        finish: (out) => builder.finish(out),
      };
    },
  };
}
