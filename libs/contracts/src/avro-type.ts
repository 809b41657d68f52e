import avsc, { type Type } from 'avsc';
import { BoundedArrayType, BoundedMapType, WellFormedStringType } from './hardened-types.ts';
import { ExactLongType } from './long-type.ts';

/**
 * Builds the Avro type of a schema: unions unwrapped, longs as safe integers (an error beyond ±(2^53 - 2)), records as plain field
 * bags, and the hardened array, map, string and long types.
 */
export function avroType(schemaJson: string): Type {
  return avsc.Type.forSchema(JSON.parse(schemaJson), {
    wrapUnions: 'never',
    omitRecordMethods: true,
    typeHook: (schema, options) => {
      switch (typeNameOf(schema)) {
        case 'array':
          return new BoundedArrayType(schema, options);
        case 'map':
          return new BoundedMapType(schema, options);
        case 'long':
          return new ExactLongType();
        case 'string':
          return new WellFormedStringType();
        default:
          return undefined;
      }
    },
  });
}

const typeNameOf = (schema: unknown): unknown =>
  typeof schema === 'object' && schema !== null && 'type' in schema ? schema.type : schema;
