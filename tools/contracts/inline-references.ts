import {
  fullNameOf,
  isNamed,
  isPrimitive,
  isUnion,
  type AvroRecord,
  type AvroSchema,
  type NamedSchema,
} from './avro-schema.ts';

/**
 * Replaces the first mention of each shared type by its definition, so that the schema stands alone in the registry. Later
 * mentions stay names, as Avro wants: a named type may be defined once in a schema.
 */
export function inlineReferences(
  record: AvroRecord,
  shared: ReadonlyMap<string, NamedSchema>,
  file: string,
): AvroRecord {
  const defined = new Set<string>();

  const visit = (schema: AvroSchema, namespace: string): AvroSchema => {
    if (isPrimitive(schema)) return schema;
    if (typeof schema === 'string') return visitName(schema, namespace);
    if (isUnion(schema)) return schema.map((branch) => visit(branch, namespace));
    if (isNamed(schema)) return visitNamed(schema, namespace);
    if (schema.type === 'array') return { ...schema, items: visit(schema.items, namespace) };
    if (schema.type === 'map') return { ...schema, values: visit(schema.values, namespace) };
    return schema;
  };

  const visitName = (name: string, namespace: string): AvroSchema => {
    const fullName = name.includes('.') ? name : `${namespace}.${name}`;
    if (defined.has(fullName)) return fullName;
    const definition = shared.get(fullName);
    if (definition === undefined) throw new Error(`${file}: type "${name}": no such primitive or shared type`);
    return visitNamed(definition, namespace);
  };

  const visitNamed = <S extends NamedSchema>(schema: S, enclosing: string): S => {
    const fullName = fullNameOf(schema, enclosing);
    if (defined.has(fullName)) throw new Error(`${file}: type "${fullName}": defined twice`);
    defined.add(fullName);
    if (schema.type !== 'record') return schema;
    const namespace = schema.namespace ?? enclosing;
    return { ...schema, fields: schema.fields.map((field) => ({ ...field, type: visit(field.type, namespace) })) };
  };

  return visitNamed(record, '');
}
