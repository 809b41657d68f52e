/** The part of Avro's schema language (1.12) that the contracts use, as JSON. */
export type AvroSchema = string | readonly AvroSchema[] | AvroRecord | AvroEnum | AvroArray | AvroMap | AvroPrimitive;

export interface AvroField {
  readonly name: string;
  readonly type: AvroSchema;
  readonly default?: unknown;
  readonly doc?: string;
}

export interface AvroRecord {
  readonly type: 'record';
  readonly name: string;
  readonly namespace?: string;
  readonly doc?: string;
  readonly fields: readonly AvroField[];
}

export interface AvroEnum {
  readonly type: 'enum';
  readonly name: string;
  readonly namespace?: string;
  readonly doc?: string;
  readonly symbols: readonly string[];
  readonly default?: string;
}

export interface AvroArray {
  readonly type: 'array';
  readonly items: AvroSchema;
}

export interface AvroMap {
  readonly type: 'map';
  readonly values: AvroSchema;
}

export interface AvroPrimitive {
  readonly type: Primitive;
  readonly logicalType?: string;
}

export const PRIMITIVES = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'] as const;
export type Primitive = (typeof PRIMITIVES)[number];

export type NamedSchema = AvroRecord | AvroEnum;

export const isPrimitive = (schema: AvroSchema): schema is Primitive =>
  typeof schema === 'string' && (PRIMITIVES as readonly string[]).includes(schema);

export const isUnion = (schema: AvroSchema): schema is readonly AvroSchema[] => Array.isArray(schema);

export const isNamed = (schema: AvroSchema): schema is NamedSchema =>
  typeof schema === 'object' && !isUnion(schema) && (schema.type === 'record' || schema.type === 'enum');

/** Full name by Avro's rule: the type's own namespace, else the enclosing one. */
export const fullNameOf = (schema: NamedSchema, enclosing = ''): string => {
  const namespace = schema.namespace ?? enclosing;
  return namespace === '' ? schema.name : `${namespace}.${schema.name}`;
};
