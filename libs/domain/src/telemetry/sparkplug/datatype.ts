import type { Quality, Value } from '../../kernel/index.ts';

/** Data types by index (Sparkplug 3.0.0 §6.4.16); arrays (22 to 34) are bytes on the wire. */
const NAMES = [
  'Unknown', 'Int8', 'Int16', 'Int32', 'Int64', 'UInt8', 'UInt16', 'UInt32', 'UInt64', 'Float', 'Double', 'Boolean',
  'String', 'DateTime', 'Text', 'UUID', 'DataSet', 'Bytes', 'File', 'Template', 'PropertySet', 'PropertySetList',
  'Int8Array', 'Int16Array', 'Int32Array', 'Int64Array', 'UInt8Array', 'UInt16Array', 'UInt32Array', 'UInt64Array',
  'FloatArray', 'DoubleArray', 'BooleanArray', 'StringArray', 'DateTimeArray',
] as const; // prettier-ignore

export const TEMPLATE = 19;

export const datatypeName = (datatype: number | undefined): string => NAMES[datatype ?? 0] ?? 'Unknown';

/**
 * A wire value as its type means it. Signed integers travel as the unsigned number of the same bits.
 * 64-bit integers become doubles, exact up to 2^53. @returns undefined when the type is none of a reading's.
 */
export function typedValue(datatype: number, raw: number | bigint | boolean | string | undefined): Value | undefined {
  switch (datatype) {
    case 1: return integer(raw, (bits) => (bits << 24) >> 24);
    case 2: return integer(raw, (bits) => (bits << 16) >> 16);
    case 3: return integer(raw, (bits) => bits | 0);
    case 4: return typeof raw === 'bigint' ? Number(BigInt.asIntN(64, raw)) : integer(raw, (n) => n);
    case 5: case 6: case 7: case 8: case 13: return typeof raw === 'bigint' ? Number(raw) : integer(raw, (n) => n);
    case 9: case 10: return typeof raw === 'number' ? raw : undefined;
    case 11: return typeof raw === 'boolean' ? raw : undefined;
    case 12: case 14: case 15: return typeof raw === 'string' ? raw : undefined;
    default: return undefined;
  }
} // prettier-ignore

function integer(raw: unknown, signed: (bits: number) => number): number | undefined {
  if (typeof raw === 'number') return signed(raw);
  return typeof raw === 'bigint' ? signed(Number(BigInt.asUintN(53, raw))) : undefined;
}

/** The `Quality` property as OPC reads it: 192 and above good, 64 and above uncertain, below bad; 500 is stale. */
export function qualityOf(property: number | undefined, isNull: boolean): Quality {
  if (property === undefined) return isNull ? 'BAD' : 'GOOD';
  if (property === 500) return 'UNCERTAIN';
  return property >= 192 ? 'GOOD' : property >= 64 ? 'UNCERTAIN' : 'BAD';
}
