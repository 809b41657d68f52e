import { VALUE_KINDS } from './enriched-block.ts';
import type { ValueBranches } from './layout.ts';
import type { QuickCursor } from './quick-cursor.ts';

/** Values of readings by columns. Of a text only its place in the bytes is known. */
export interface ValueColumns {
  /** A `ValueKind` each. */
  readonly kind: Uint8Array;
  /** The value if it is a number; 1 or 0 if it is a truth value. */
  readonly number: Float64Array;
  readonly textAt: Int32Array;
  readonly textEnd: Int32Array;
}

/**
 * Reads the value of a reading, the byte of its branch first, into its place of the columns. What is no value makes the cursor lost.
 * @param isAscii whether a text has to be ASCII
 */
export function readValue(
  cursor: QuickCursor,
  { nothing, number, truth, text }: ValueBranches,
  columns: ValueColumns,
  place: number,
  isAscii: boolean,
): void {
  const branch = cursor.byte();
  if (branch === number) {
    columns.kind[place] = VALUE_KINDS.number;
    columns.number[place] = cursor.double();
  } else if (branch === text) {
    columns.kind[place] = VALUE_KINDS.text;
    columns.textAt[place] = isAscii ? cursor.ascii() : cursor.text();
    columns.textEnd[place] = cursor.at;
  } else if (branch === truth) {
    columns.kind[place] = VALUE_KINDS.truth;
    const byte = cursor.byte();
    columns.number[place] = byte;
    if (byte > 1) cursor.lost = true;
  } else {
    columns.kind[place] = VALUE_KINDS.nothing;
    if (branch !== nothing) cursor.lost = true;
  }
}
