import { isUtf8 } from 'node:buffer';
import type { Type, types } from 'avsc';
import { AvroBreak, AvroCursor } from './avro-cursor.ts';

/** Where decoding broke off. */
export interface DecodingBreak {
  /** Path of the field that could not be read, e.g. `readings[3].value`; empty for the record as a whole. */
  readonly path: string;
  /** Byte of the value, from 0, at which that part begins. */
  readonly offset: number;
  readonly error: string;
}

/** As much of a value as could be read, as plain JSON (bytes as base64), and where it broke off. */
export interface WalkedValue {
  readonly json: unknown;
  readonly brokenAt: DecodingBreak | undefined;
}

/** More items are not shown: an inspection is for people. */
const MOST_ITEMS = 10_000;

/** Decodes Avro binary from byte `at` on, as far as it goes. Whatever was read before the break is in `json`. */
export function walkAvro(type: Type, bytes: Buffer, at: number): WalkedValue {
  const cursor = new AvroCursor(bytes, at);
  const walk = new Walk(cursor);
  let json: unknown;
  try {
    walk.read(type, '', (value) => (json = value));
    if (cursor.left > 0) throw new AvroBreak(cursor.at, `${cursor.left} bytes after the end of the record`);
    return { json, brokenAt: undefined };
  } catch (error) {
    if (!(error instanceof AvroBreak)) throw error;
    return { json, brokenAt: { path: walk.path, offset: error.offset, error: error.message } };
  }
}

class Walk {
  /** Path of what is read at the moment; it stays where an error was thrown. */
  path = '';
  readonly #cursor: AvroCursor;
  #items = 0;

  constructor(cursor: AvroCursor) {
    this.#cursor = cursor;
  }

  /** Reads one value. `put` is called before the parts of a container are read, so that they are kept if one of them breaks. */
  read(type: Type, path: string, put: (value: unknown) => void): void {
    const cursor = this.#cursor;
    this.path = path;
    const what = path === '' ? 'the value' : path;
    switch (type.typeName) {
      case 'null':
        return put(null);
      case 'boolean':
        return put(this.#boolean(what));
      case 'int':
      case 'long':
        return put(cursor.long(what));
      case 'float':
        return put(cursor.take(4, what).readFloatLE());
      case 'double':
        return put(cursor.take(8, what).readDoubleLE());
      case 'string':
        return put(this.#string(what));
      case 'bytes':
        return put(cursor.bytes(what).toString('base64'));
      case 'fixed':
        return put(cursor.take((type as types.FixedType).size, what).toString('base64'));
      case 'enum':
        return put(this.#choice((type as types.EnumType).symbols, what));
      case 'record':
        return this.#record(type as types.RecordType, path, put);
      case 'array':
        return this.#array(type as types.ArrayType, path, put);
      case 'map':
        return this.#map(type as types.MapType, path, put);
      default:
        return this.read(this.#choice((type as types.UnwrappedUnionType).types, `the branch of ${what}`), path, put);
    }
  }

  #record(type: types.RecordType, path: string, put: (value: unknown) => void): void {
    const record: Record<string, unknown> = {};
    put(record);
    for (const field of type.fields) {
      this.read(
        field.type,
        path === '' ? field.name : `${path}.${field.name}`,
        (value) => (record[field.name] = value),
      );
    }
    this.path = path;
  }

  #array(type: types.ArrayType, path: string, put: (value: unknown) => void): void {
    const items: unknown[] = [];
    put(items);
    this.#blocks(path, () => {
      const index = items.length;
      this.read(type.itemsType, `${path}[${index}]`, (value) => (items[index] = value));
    });
  }

  #map(type: types.MapType, path: string, put: (value: unknown) => void): void {
    const entries = new Map<string, unknown>();
    put(entries);
    this.#blocks(path, () => {
      const key = this.#string(`a key of ${path}`);
      this.read(type.valuesType as Type, `${path}.${key}`, (value) => entries.set(key, value));
    });
    put(Object.fromEntries(entries));
  }

  #blocks(path: string, item: () => void): void {
    const cursor = this.#cursor;
    for (;;) {
      this.path = path;
      const start = cursor.at;
      let count = cursor.long(`the item count of ${path}`);
      if (count === 0) return;
      if (count < 0) {
        count = -count;
        cursor.long(`the block size of ${path}`);
      }
      if (count > cursor.left)
        throw new AvroBreak(start, `${path} has a block of ${count} items in ${cursor.left} bytes`);
      for (; count > 0; count -= 1) {
        if ((this.#items += 1) > MOST_ITEMS)
          throw new AvroBreak(cursor.at, `more than ${MOST_ITEMS} items are not shown`);
        item();
      }
    }
  }

  #boolean(what: string): boolean {
    const start = this.#cursor.at;
    const byte = this.#cursor.take(1, what)[0];
    if (byte === 0 || byte === 1) return byte === 1;
    throw new AvroBreak(start, `${what} is byte ${byte}, no boolean`);
  }

  #string(what: string): string {
    const start = this.#cursor.at;
    const bytes = this.#cursor.bytes(what);
    if (!isUtf8(bytes)) throw new AvroBreak(start, `${what} is no UTF-8`);
    return bytes.toString('utf8');
  }

  #choice<T>(choices: readonly T[], what: string): T {
    const start = this.#cursor.at;
    const index = this.#cursor.long(what);
    const chosen = choices[index];
    if (chosen === undefined) throw new AvroBreak(start, `${what} is number ${index} of ${choices.length} choices`);
    return chosen;
  }
}
