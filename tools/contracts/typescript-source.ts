import {
  fullNameOf,
  isNamed,
  isPrimitive,
  isUnion,
  type AvroSchema,
  type NamedSchema,
  type Primitive,
} from './avro-schema.ts';

const PRIMITIVE_TYPES: Record<Primitive, string> = {
  null: 'null',
  boolean: 'boolean',
  int: 'number',
  long: 'number',
  float: 'number',
  double: 'number',
  bytes: 'Buffer',
  string: 'string',
};

const simpleName = (fullName: string): string => fullName.slice(fullName.lastIndexOf('.') + 1);

/** The TypeScript type of a schema's values: unions unwrapped, longs as safe integers, bytes as Buffer. */
export function typeExpression(schema: AvroSchema): string {
  if (isPrimitive(schema)) return PRIMITIVE_TYPES[schema];
  if (typeof schema === 'string') return simpleName(schema);
  if (isUnion(schema)) {
    const branches = schema.map(typeExpression);
    return [...branches.filter((branch) => branch !== 'null'), ...branches.filter((b) => b === 'null')].join(' | ');
  }
  if (isNamed(schema)) return schema.name;
  if (schema.type === 'array') {
    const item = typeExpression(schema.items);
    return item.includes('|') ? `readonly (${item})[]` : `readonly ${item}[]`;
  }
  if (schema.type === 'map') return `Readonly<Record<string, ${typeExpression(schema.values)}>>`;
  return PRIMITIVE_TYPES[schema.type];
}

/** Every named type defined inside a schema, itself last, so that a reader meets a part before the whole. */
export function namedTypesIn(schema: AvroSchema, enclosing = ''): { fullName: string; schema: NamedSchema }[] {
  if (typeof schema === 'string') return [];
  if (isUnion(schema)) return schema.flatMap((branch) => namedTypesIn(branch, enclosing));
  if (isNamed(schema)) {
    const namespace = schema.namespace ?? enclosing;
    const inner = schema.type === 'record' ? schema.fields.flatMap((field) => namedTypesIn(field.type, namespace)) : [];
    return [...inner, { fullName: fullNameOf(schema, enclosing), schema }];
  }
  if (schema.type === 'array') return namedTypesIn(schema.items, enclosing);
  if (schema.type === 'map') return namedTypesIn(schema.values, enclosing);
  return [];
}

/** Source of an interface (record) or of a symbol list and its union type (enum). */
export function declaration(schema: NamedSchema): string {
  const doc = docComment(schema.doc, '');
  if (schema.type === 'enum') {
    const list = `${kebabToUpper(schema.name)}_SYMBOLS`;
    const symbols = schema.symbols.map((symbol) => `'${symbol}'`).join(', ');
    return `${doc}export const ${list} = [${symbols}] as const;\n${doc}export type ${schema.name} = (typeof ${list})[number];\n`;
  }
  const fields = schema.fields.map(
    (field) => `${docComment(field.doc, '  ')}  readonly ${field.name}: ${typeExpression(field.type)};\n`,
  );
  return `${doc}export interface ${schema.name} {\n${fields.join('')}}\n`;
}

const docComment = (doc: string | undefined, indent: string): string =>
  doc === undefined ? '' : `${indent}/** ${doc.replaceAll('*/', '* /')} */\n`;

const kebabToUpper = (name: string): string => name.replace(/(?<!^)([A-Z])/g, '_$1').toUpperCase();
