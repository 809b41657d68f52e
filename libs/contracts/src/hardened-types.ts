import avsc from 'avsc';
import { ShortTexts } from './short-texts.ts';
import type { Tap } from './tap.ts';

interface ItemReader {
  _read(tap: Tap): unknown;
}

/**
 * Number of items of the next block; 0 at the end. An item of ours takes a byte at least, so a count above the bytes that are left
 * is corrupt. Without this check eight flipped bits make avsc build 2^50 records from zeros and take the process down.
 */
function readBlockCount(tap: Tap): number {
  let count = tap.readLong();
  if (count < 0) {
    count = -count;
    tap.skipLong();
  }
  const left = tap.buf.length - tap.pos;
  if (count > left) throw new Error(`block of ${count} items in ${left} bytes`);
  return count;
}

/** Also the receiver in a resolver, which has only `itemsType`; so it uses nothing else of itself. */
export class BoundedArrayType extends avsc.types.ArrayType {
  _read(tap: Tap): unknown[] {
    const items = this.itemsType as unknown as ItemReader;
    const values: unknown[] = [];
    for (let count = readBlockCount(tap); count > 0; count = readBlockCount(tap)) {
      while (count-- > 0) values.push(items._read(tap));
    }
    return values;
  }
}

/** As avsc's map, but a key such as `__proto__` is data: dead letters carry header names from anywhere. */
export class BoundedMapType extends avsc.types.MapType {
  _read(tap: Tap): Record<string, unknown> {
    const reader = this.valuesType as ItemReader;
    const values: Record<string, unknown> = {};
    for (let count = readBlockCount(tap); count > 0; count = readBlockCount(tap)) {
      while (count-- > 0) {
        const key = tap.readString() ?? '';
        const value = reader._read(tap);
        if (key === '__proto__')
          Object.defineProperty(values, key, { value, enumerable: true, configurable: true, writable: true });
        else values[key] = value;
      }
    }
    return values;
  }
}

const texts = new ShortTexts();

/**
 * Half a surrogate pair (JSON text can carry one) has no UTF-8 form; avsc writes bytes that strict readers in other languages
 * refuse. It is written as U+FFFD, as the Encoding Standard's encoders do.
 */
export class WellFormedStringType extends avsc.types.StringType {
  _write(tap: Tap, value: unknown): void {
    if (typeof value !== 'string') throw new Error('not a string');
    tap.writeString(value.isWellFormed() ? value : value.toWellFormed());
  }

  /** As avsc's, but names that come again are not made again. Beyond the end there is no text; the caller checks that. */
  _read(tap: Tap): string | undefined {
    const length = tap.readLong();
    const start = tap.pos;
    tap.pos = length < 0 ? tap.buf.length + 1 : start + length;
    return tap.pos > tap.buf.length ? undefined : texts.read(tap.buf, start, tap.pos);
  }
}
