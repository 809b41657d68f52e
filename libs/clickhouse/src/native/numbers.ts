import { bytesOf, type ColumnBuilder, type ColumnType } from './column-type.ts';

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Builder over a typed array: `set` puts one value at its place. */
export function fixedWidth<V>(array: Numbers, set: (at: number, value: V) => void): ColumnBuilder<V> {
  return {
    append(rows, from, to, value) {
      for (let i = from; i < to; i++) set(i, value(rows[i] as (typeof rows)[number]));
    },
    finish: (out) => out.raw(bytesOf(array)),
  };
}

function unsigned(name: string, max: number, allocate: (length: number) => Numbers): ColumnType<number> {
  return {
    name,
    start(rowCount) {
      const numbers = allocate(rowCount);
      return fixedWidth(numbers, (at, value) => {
        if (!(value >= 0 && value <= max)) throw new RangeError(`${name} cannot hold ${value}`);
        numbers[at] = value;
      });
    },
  };
}

export const uint8 = unsigned('UInt8', 0xff, (length) => new Uint8Array(length));
export const uint16 = unsigned('UInt16', 0xffff, (length) => new Uint16Array(length));
export const uint32 = unsigned('UInt32', 0xffff_ffff, (length) => new Uint32Array(length));

export const float64: ColumnType<number> = {
  name: 'Float64',
  start(rowCount) {
    const numbers = new Float64Array(rowCount);
    return fixedWidth(numbers, (at, value) => {
      numbers[at] = value;
    });
  },
};

/** 64 bits from a JS number (exact to 2^53) as two halves: BigInt would cost an allocation a value. */
function signed64(name: string): ColumnType<number> {
  return {
    name,
    start(rowCount) {
      const halves = new Uint32Array(rowCount * 2);
      return fixedWidth(halves, (at, value) => {
        if (!Number.isSafeInteger(value)) throw new RangeError(`${name} cannot be made of ${value}`);
        halves[2 * at] = value >>> 0;
        halves[2 * at + 1] = Math.floor(value / 0x1_0000_0000);
      });
    },
  };
}

export const int64 = signed64('Int64');
/** An instant in microseconds since 1970 UTC. */
export const microseconds = signed64("DateTime64(6, 'UTC')");
/** An instant in milliseconds since 1970 UTC. */
export const milliseconds = signed64("DateTime64(3, 'UTC')");

export const bool: ColumnType<boolean> = {
  name: 'Bool',
  start(rowCount) {
    const flags = new Uint8Array(rowCount);
    return fixedWidth(flags, (at, value) => {
      flags[at] = value ? 1 : 0;
    });
  },
};

/** An Enum8; the numbers are those of the table's definition. */
export function enum8<const M extends Record<string, number>>(members: M): ColumnType<keyof M & string> {
  const spelled = Object.entries(members).map(([member, number]) => `'${member}' = ${number}`);
  return {
    name: `Enum8(${spelled.join(', ')})`,
    start(rowCount) {
      const numbers = new Uint8Array(rowCount);
      return fixedWidth(numbers, (at, value) => {
        const number = members[value];
        if (number === undefined) throw new RangeError(`Enum8 has no member '${value}'`);
        numbers[at] = number;
      });
    },
  };
}
