import type { ColumnBuilder, ColumnType } from './native/column-type.ts';

/** A column being filled from rows of one kind. */
export interface RowColumn<Row> extends Pick<ColumnBuilder<never>, 'finish'> {
  /** Takes the rows `from` up to `to`. */
  append(rows: readonly Row[], from: number, to: number): void;
}

/** One column as it is inserted: its name, its ClickHouse type, and how to fill it from rows. */
export interface Column<Row> {
  readonly name: string;
  readonly type: string;
  start(rowCount: number): RowColumn<Row>;
}

/** The rows of a block, filled and ready to be inserted. */
export interface BlockBody {
  readonly table: string;
  /** Names of the columns that the rows have values for. */
  readonly columns: readonly string[];
  readonly rows: number;
  /** ClickHouse's Native format. */
  encode(): Buffer;
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
      const builder = type.start();
      builder.reserve(rowCount);
      return {
        append(rows, from, to) {
          for (let row = from; row < to; row++) builder.set(row, value(rows[row] as Row));
        },
        finish: (out, total) => builder.finish(out, total),
      };
    },
  };
}
