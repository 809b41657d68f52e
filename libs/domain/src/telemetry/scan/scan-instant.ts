import type { EpochMicros } from '../../kernel/index.ts';
import { parseInstant } from '../instant.ts';
import { asciiText } from './ascii-text.ts';
import { type JsonCursor, QUOTE } from './json-cursor.ts';
import { takeNumber } from './json-number.ts';
import { usualInstant } from './usual-instant.ts';

/** Longer than any instant that `parseInstant` reads. */
const MAX_TEXT = 40;

/** Passes an instant, a text or a number, and gives what `parseInstant` gives. NaN when it is neither or none. */
export function takeInstant(cursor: JsonCursor): EpochMicros {
  if (cursor.peek() !== QUOTE) {
    const millis = takeNumber(cursor);
    return Number.isNaN(millis) ? NaN : (parseInstant(millis) ?? NaN);
  }
  if (!cursor.string() || !cursor.isAscii) return NaN;
  const { bytes, start, stop } = cursor;
  if (stop - start > MAX_TEXT) return NaN;
  const usual = usualInstant(bytes, start, stop);
  return Number.isNaN(usual) ? (parseInstant(asciiText(bytes, start, stop)) ?? NaN) : usual;
}
