import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A recorded table: one row an instant, one column a signal. Rows are in the order of the recording. */
export interface Recording {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads a gzipped CSV of the `recordings` folder (no quoting occurs in them). */
export function readRecording(file: string): Recording {
  const path = new URL(`../recordings/${file}`, import.meta.url);
  return parseRecording(gunzipSync(readFileSync(path)).toString('utf8'));
}

/**
 * Parses a CSV without quotes whose first line names the columns.
 * @throws Error naming the line whose number of cells differs from the header's.
 */
export function parseRecording(text: string): Recording {
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  const columns = header.split(',');
  const rows = lines.map((line, index) => {
    const cells = line.split(',');
    if (cells.length !== columns.length) {
      throw new Error(`line ${index + 2} has ${cells.length} cells where the header names ${columns.length}`);
    }
    return cells;
  });
  return { columns, rows };
}

/** The number in `column` of a row. @throws Error naming the column and the cell that is not a number. */
export function numberAt(recording: Recording, row: readonly string[], column: string): number {
  const index = recording.columns.indexOf(column);
  const cell = row[index];
  const value = cell === undefined || cell === '' ? Number.NaN : Number(cell);
  if (!Number.isFinite(value)) throw new Error(`column ${column} holds ${String(cell)}, which is not a number`);
  return value;
}
