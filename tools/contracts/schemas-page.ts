import { isNamed, isPrimitive, isUnion, type AvroField, type AvroSchema, type NamedSchema } from './avro-schema.ts';
import type { EventSchema, SchemaSet } from './load-schemas.ts';
import { namedTypesIn } from './typescript-source.ts';

/** `docs/schemas.md`: every record by topic, every field with type, default and meaning. */
export function schemasPage(schemas: SchemaSet): string {
  const topics = [...new Set(schemas.events.map((event) => event.topic))].sort();
  const sections = topics.map((topic) => {
    const events = schemas.events.filter((event) => event.topic === topic);
    return `## \`${topic}\`\n\n${events.map(eventSection).join('\n')}`;
  });
  const common = [...schemas.common.values()].map((schema) => typeSection(schema)).join('\n');
  return `${INTRODUCTION}\n${sections.join('\n')}\n## Shared types\n\n${common}`;
}

const INTRODUCTION = `# Schemas

<!-- Generated from schemas/ by tools/contracts/generate.ts: do not edit. -->

Values are Avro in the Confluent wire format: a zero byte, the schema id as a big-endian 32-bit integer, the Avro binary. The
schema is registered under \`<topic>-<full record name>\` (TopicRecordNameStrategy) with FULL_TRANSITIVE compatibility: every
release can read every other. Topics, keys and retention are in \`libs/contracts/src/topics.ts\`.
`;

function eventSection(event: EventSchema): string {
  const parts = namedTypesIn(event.record)
    .map(({ schema }) => schema)
    .filter((schema) => schema !== event.record && schema.namespace === undefined);
  const subject = `Subject \`${event.topic}-${event.fullName}\`, source \`schemas/${event.file}\`.`;
  return [typeSection(event.record, subject), ...parts.map((part) => typeSection(part))].join('\n');
}

function typeSection(schema: NamedSchema, note?: string): string {
  const head = `### ${schema.name}\n\n${schema.doc ?? ''}\n\n${note === undefined ? '' : `${note}\n\n`}`;
  if (schema.type === 'enum') {
    return `${head}Symbols: ${schema.symbols.map((symbol) => `\`${symbol}\``).join(', ')}. Default \`${schema.default ?? ''}\`.\n`;
  }
  return `${head}| field | type | default | meaning |\n| --- | --- | --- | --- |\n${schema.fields.map(row).join('')}`;
}

const row = (field: AvroField): string =>
  `| \`${field.name}\` | ${typeLabel(field.type)} | ${defaultLabel(field)} | ${cell(field.doc ?? '')} |\n`;

const defaultLabel = (field: AvroField): string => ('default' in field ? `\`${JSON.stringify(field.default)}\`` : '');

const cell = (text: string): string => text.replaceAll('|', '\\|');

function typeLabel(schema: AvroSchema): string {
  if (isPrimitive(schema)) return schema;
  if (typeof schema === 'string') return schema.split('.').at(-1) ?? schema;
  if (isUnion(schema)) return schema.map(typeLabel).join(' or ');
  if (isNamed(schema)) return schema.name;
  if (schema.type === 'array') return `array of ${typeLabel(schema.items)}`;
  if (schema.type === 'map') return `map of ${typeLabel(schema.values)}`;
  return schema.logicalType ?? schema.type;
}
