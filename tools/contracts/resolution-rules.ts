import { isNamed, isPrimitive, isUnion, type AvroField, type AvroSchema, type NamedSchema } from './avro-schema.ts';
import { withFullNames } from './full-names.ts';

/** Why values of a writer schema cannot be read with a reader schema. */
export interface Breach {
  /** Path of the field, e.g. `readings[].quality`; empty for the record itself. */
  readonly field: string;
  readonly rule: string;
}

/**
 * Schema resolution as the Avro specification 1.12 has it ("Schema Resolution"), and stricter where a change would resolve but mean
 * something else: types and logical types stay as they are (a long of milliseconds read as microseconds resolves, and is wrong).
 */
export function breachesOfReading(reader: AvroSchema, writer: AvroSchema): Breach[] {
  const [from, to] = [withFullNames(writer), withFullNames(reader)];
  return new Resolution(namesIn(to), namesIn(from)).breaches(to, from, '');
}

class Resolution {
  readonly #readerNames: ReadonlyMap<string, NamedSchema>;
  readonly #writerNames: ReadonlyMap<string, NamedSchema>;

  constructor(readerNames: ReadonlyMap<string, NamedSchema>, writerNames: ReadonlyMap<string, NamedSchema>) {
    this.#readerNames = readerNames;
    this.#writerNames = writerNames;
  }

  breaches(readerOrName: AvroSchema, writerOrName: AvroSchema, field: string): Breach[] {
    const reader = dereference(readerOrName, this.#readerNames);
    const writer = dereference(writerOrName, this.#writerNames);
    if (isUnion(writer)) return writer.flatMap((branch) => this.breaches(reader, branch, field));
    if (isUnion(reader)) {
      const readable = reader.some((branch) => this.breaches(branch, writer, field).length === 0);
      if (readable) return [];
      const sameKind = reader.find((branch) => kindOf(dereference(branch, this.#readerNames)) === kindOf(writer));
      if (sameKind !== undefined) return this.breaches(sameKind, writer, field);
      return [{ field, rule: `no branch of the union reads ${kindOf(writer)}` }];
    }
    if (kindOf(reader) !== kindOf(writer)) {
      return [{ field, rule: `type stays the same: ${kindOf(writer)} cannot become ${kindOf(reader)}` }];
    }
    return this.#sameKind(reader, writer, field);
  }

  #sameKind(reader: AvroSchema, writer: AvroSchema, field: string): Breach[] {
    if (typeof reader !== 'object' || typeof writer !== 'object' || isUnion(reader) || isUnion(writer)) return [];
    if (reader.type === 'array' && writer.type === 'array')
      return this.breaches(reader.items, writer.items, `${field}[]`);
    if (reader.type === 'map' && writer.type === 'map')
      return this.breaches(reader.values, writer.values, `${field}{}`);
    if (reader.type === 'enum' && writer.type === 'enum') {
      if (reader.default !== undefined) return [];
      const unknown = writer.symbols.filter((symbol) => !reader.symbols.includes(symbol));
      return unknown.map((symbol) => ({ field, rule: `enum without a default: symbol ${symbol} cannot be read` }));
    }
    if (reader.type === 'record' && writer.type === 'record') {
      return reader.fields.flatMap((own) => this.#field(own, writer.fields, field));
    }
    return [];
  }

  #field(own: AvroField, written: readonly AvroField[], parent: string): Breach[] {
    const path = parent === '' ? own.name : `${parent}.${own.name}`;
    const match = written.find((candidate) => candidate.name === own.name);
    if (match !== undefined) return this.breaches(own.type, match.type, path);
    if ('default' in own) return [];
    return [{ field: path, rule: 'a field that only one side has needs a default' }];
  }
}

/** What must be equal for two schemas to resolve: the primitive with its logical type, or the name of a named type. */
function kindOf(schema: AvroSchema): string {
  if (typeof schema === 'string') return schema;
  if (isUnion(schema)) return 'union';
  if (isNamed(schema)) return `${schema.type} ${schema.name}`;
  return 'logicalType' in schema && schema.logicalType !== undefined
    ? `${schema.type} (${schema.logicalType})`
    : schema.type;
}

const dereference = (schema: AvroSchema, names: ReadonlyMap<string, NamedSchema>): AvroSchema => {
  if (typeof schema !== 'string' || isPrimitive(schema)) return schema;
  const named = names.get(schema);
  if (named === undefined) throw new Error(`type "${schema}" is not defined in this schema`);
  return named;
};

/** Definitions by name. */
function namesIn(schema: AvroSchema, names = new Map<string, NamedSchema>()): ReadonlyMap<string, NamedSchema> {
  if (typeof schema === 'string') return names;
  if (isUnion(schema)) for (const branch of schema) namesIn(branch, names);
  else if (isNamed(schema)) {
    names.set(schema.name, schema);
    if (schema.type === 'record') for (const field of schema.fields) namesIn(field.type, names);
  } else if (schema.type === 'array') namesIn(schema.items, names);
  else if (schema.type === 'map') namesIn(schema.values, names);
  return names;
}
