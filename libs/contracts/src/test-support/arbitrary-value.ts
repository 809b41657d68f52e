import type { Type, types } from 'avsc';
import fc from 'fast-check';

/** avsc leaves a margin of one to the safe integers. */
const MAX_LONG = Number.MAX_SAFE_INTEGER - 1;

/** Any value of an Avro type: every branch, every symbol, all of Unicode, all doubles. */
export function arbitraryValue(type: Type): fc.Arbitrary<unknown> {
  switch (type.typeName) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'int':
      return fc.integer();
    case 'long':
      return fc.integer({ min: -MAX_LONG, max: MAX_LONG });
    case 'double':
      return fc.double();
    case 'string':
      return fc.string({ unit: 'binary' });
    case 'bytes':
      return fc.uint8Array().map((bytes) => Buffer.from(bytes));
    case 'enum':
      return fc.constantFrom(...(type as types.EnumType).symbols);
    case 'array':
      return fc.array(arbitraryValue((type as types.ArrayType).itemsType), { maxLength: 4 });
    case 'map':
      return fc.dictionary(fc.string(), arbitraryValue((type as types.MapType).valuesType as Type), {
        maxKeys: 4,
        noNullPrototype: true,
      });
    case 'union:unwrapped':
      return fc.oneof(...(type as types.UnwrappedUnionType).types.map(arbitraryValue));
    case 'record':
      return fc.record(
        Object.fromEntries((type as types.RecordType).fields.map((field) => [field.name, arbitraryValue(field.type)])),
        { noNullPrototype: true },
      );
    default:
      throw new Error(`no arbitrary for Avro type ${type.typeName}`);
  }
}
