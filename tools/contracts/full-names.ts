import { fullNameOf, isNamed, isPrimitive, isUnion, type AvroSchema, type NamedSchema } from './avro-schema.ts';

/** The same schema with every type named in full, `io.millrace.alarms.v1.AlarmRaised`, so that names can be compared. */
export function withFullNames(schema: AvroSchema, enclosing = ''): AvroSchema {
  if (isPrimitive(schema)) return schema;
  if (typeof schema === 'string') return schema.includes('.') || enclosing === '' ? schema : `${enclosing}.${schema}`;
  if (isUnion(schema)) return schema.map((branch) => withFullNames(branch, enclosing));
  if (isNamed(schema)) return nameInFull(schema, enclosing);
  if (schema.type === 'array') return { ...schema, items: withFullNames(schema.items, enclosing) };
  if (schema.type === 'map') return { ...schema, values: withFullNames(schema.values, enclosing) };
  return schema;
}

function nameInFull(schema: NamedSchema, enclosing: string): NamedSchema {
  const { namespace = enclosing, ...rest } = schema;
  const name = fullNameOf(schema, enclosing);
  if (rest.type === 'enum') return { ...rest, name };
  return {
    ...rest,
    name,
    fields: rest.fields.map((field) => ({ ...field, type: withFullNames(field.type, namespace) })),
  };
}
