import type { Type, types } from 'avsc';
import type { EventContract } from './contract.ts';

export type PlainJson = null | boolean | number | string | PlainJson[] | { [key: string]: PlainJson };

/** A value as JSON for people and tools: the shape of the TypeScript type, bytes as base64. */
export function toPlainJson<T>(contract: EventContract<T>, value: T): PlainJson {
  return convert(contract.type, value, (bytes) => (bytes as Buffer).toString('base64')) as PlainJson;
}

/** The value of its plain JSON; only bytes change, nothing is checked (encoding does that): what has another shape is left as it is. */
export function fromPlainJson<T>({ type }: Pick<EventContract<T>, 'type'>, json: unknown): T {
  return convert(type, json, (text) => (typeof text === 'string' ? Buffer.from(text, 'base64') : text)) as T;
}

function convert(type: Type, value: unknown, bytes: (value: unknown) => unknown): unknown {
  switch (type.typeName) {
    case 'record': {
      if (!isFields(value)) return value;
      const fields = (type as types.RecordType).fields.filter(({ name }) => name in value);
      const own = fields.map(({ name, type: fieldType }) => [name, convert(fieldType, value[name], bytes)]);
      return { ...value, ...Object.fromEntries(own) };
    }
    case 'array':
      if (!Array.isArray(value)) return value;
      return (value as unknown[]).map((item) => convert((type as types.ArrayType).itemsType, item, bytes));
    case 'map':
      if (!isFields(value)) return value;
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          convert((type as types.MapType).valuesType as Type, item, bytes),
        ]),
      );
    case 'union:unwrapped':
      return value === null ? null : convert(branchOf(type as types.UnwrappedUnionType), value, bytes);
    case 'bytes':
      return bytes(value);
    default:
      return value;
  }
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);

/** House rule of the schemas: a union has at most one branch that is not a scalar (generator: house-rules.ts). */
const SCALARS = new Set(['null', 'boolean', 'int', 'long', 'float', 'double', 'string', 'enum']);

const branchOf = (union: types.UnwrappedUnionType): Type =>
  union.types.find((branch) => !SCALARS.has(branch.typeName)) ?? (union.types.at(-1) as Type);
