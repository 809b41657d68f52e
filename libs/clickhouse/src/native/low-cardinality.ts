import type { ByteWriter } from './byte-writer.ts';
import { bytesOf, type ColumnType } from './column-type.ts';

// The serialisation of LowCardinality (ClickHouse src/DataTypes/Serializations/SerializationLowCardinality.cpp).
const KEYS_VERSION = 1;
const HAS_ADDITIONAL_KEYS = 0x200;
const NEEDS_DICTIONARY_UPDATE = 0x400;

/** Each distinct string once, then an index a row: repeated names are encoded once a block and cost a byte or two a row. */
export const lowCardinality: ColumnType<string> = {
  name: 'LowCardinality(String)',
  start(rowCount) {
    const known = new Map<string, number>([['', 0]]);
    const indexes = new Uint32Array(rowCount);
    let previous = '';
    let index = 0;
    return {
      append(rows, from, to, value) {
        for (let i = from; i < to; i++) {
          const text = value(rows[i] as (typeof rows)[number]);
          if (text !== previous) {
            const found = known.get(text);
            if (found === undefined) known.set(text, (index = known.size));
            else index = found;
            previous = text;
          }
          indexes[i] = index;
        }
      },
      finish(out) {
        if (rowCount > 0) writeDictionary(out, known, indexes); // ClickHouse writes nothing at all for an empty column
      },
    };
  },
};

function writeDictionary(out: ByteWriter, known: ReadonlyMap<string, number>, indexes: Uint32Array): void {
  const width = known.size <= 0x100 ? 0 : known.size <= 0x1_0000 ? 1 : 2;
  out.uint64(KEYS_VERSION);
  out.uint64(width | HAS_ADDITIONAL_KEYS | NEEDS_DICTIONARY_UPDATE);
  out.uint64(known.size);
  for (const text of known.keys()) out.string(text);
  out.uint64(indexes.length);
  // A typed array made from another one is copied natively, unlike one made by `from`.
  if (width === 0) out.raw(new Uint8Array(indexes));
  else if (width === 1) out.raw(bytesOf(new Uint16Array(indexes)));
  else out.raw(bytesOf(indexes));
}
