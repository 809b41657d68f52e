import { isNamed, isUnion, type AvroSchema } from './avro-schema.ts';
import { COMMON, type EventSchema, type SchemaSet } from './load-schemas.ts';
import { schemasPage } from './schemas-page.ts';
import { declaration, namedTypesIn } from './typescript-source.ts';

const HEADER = '// Generated from schemas/ by tools/contracts/generate.ts: do not edit.\n';
const FOLDER = 'libs/contracts/src/generated';

/** Path (relative to the repository) → content of everything that is made from `schemas/`. */
export function generatedFiles(schemas: SchemaSet): Map<string, string> {
  const contexts = [...new Set(schemas.events.map((event) => event.context))];
  const files = new Map<string, string>();
  files.set(`${FOLDER}/${COMMON}.ts`, HEADER + [...schemas.common.values()].map((s) => `\n${declaration(s)}`).join(''));
  for (const context of contexts) {
    files.set(`${FOLDER}/${context}.ts`, contextSource(schemas.events.filter((e) => e.context === context)));
  }
  files.set(`${FOLDER}/index.ts`, indexSource(contexts, schemas.events));
  files.set('docs/schemas.md', schemasPage(schemas));
  return files;
}

function contextSource(events: readonly EventSchema[]): string {
  const shared = new Set<string>();
  const parts: string[] = [];
  const written = new Set<string>();
  for (const event of events) {
    for (const { fullName, schema } of namedTypesIn(event.record)) {
      if (fullName.startsWith(`io.millrace.${COMMON}.`)) continue;
      if (written.has(fullName)) throw new Error(`${event.file}: type "${fullName}": share it through schemas/common`);
      written.add(fullName);
      parts.push(declaration(schema));
      for (const name of directCommonTypes(schema)) shared.add(name);
    }
    parts.push(contractSource(event));
  }
  const imports = [`import { defineContract, type EventContract } from '../contract.ts';`];
  if (shared.size > 0) imports.push(`import type { ${[...shared].sort().join(', ')} } from './${COMMON}.ts';`);
  return `${HEADER}${imports.join('\n')}\n\n${parts.join('\n')}`;
}

/** Shared types that the fields of one type mention themselves; those of its parts belong to the parts. */
function directCommonTypes(schema: AvroSchema): string[] {
  const mention = (type: AvroSchema): string[] => {
    if (typeof type === 'string')
      return type.startsWith(`io.millrace.${COMMON}.`) ? [type.split('.').at(-1) ?? type] : [];
    if (isUnion(type)) return type.flatMap(mention);
    if (isNamed(type)) return type.namespace === `io.millrace.${COMMON}.v1` ? [type.name] : [];
    if (type.type === 'array') return mention(type.items);
    return type.type === 'map' ? mention(type.values) : [];
  };
  return isNamed(schema) && schema.type === 'record' ? schema.fields.flatMap((field) => mention(field.type)) : [];
}

function contractSource({ record, topic, fullName }: EventSchema): string {
  const { name, doc } = record;
  const json = JSON.stringify(JSON.stringify(record));
  return (
    `/** ${doc ?? name} */\n` +
    `export const ${name}: EventContract<${name}> = /* @__PURE__ */ defineContract<${name}>({\n` +
    `  name: '${name}',\n  fullName: '${fullName}',\n  topic: '${topic}',\n  schemaJson: ${json},\n});\n`
  );
}

function indexSource(contexts: readonly string[], events: readonly EventSchema[]): string {
  const names = events.map((event) => event.record.name).sort();
  const twice = names.find((name, i) => names[i + 1] === name);
  if (twice !== undefined)
    throw new Error(`schemas: record name "${twice}": must be unique, it is the type of an event`);
  const imports = contexts.map((context) => {
    const own = events.filter((event) => event.context === context).map((event) => event.record.name);
    return `import { ${own.join(', ')} } from './${context}.ts';\n`;
  });
  return (
    `${HEADER}import type { EventContract } from '../contract.ts';\n${imports.join('')}\n` +
    `export * from './${COMMON}.ts';\n${contexts.map((context) => `export * from './${context}.ts';\n`).join('')}\n` +
    `/** Every record that goes over a topic, by its type name. */\n` +
    `export interface EventTypes {\n${names.map((name) => `  readonly ${name}: ${name};\n`).join('')}}\n\n` +
    `export type EventType = keyof EventTypes;\nexport type AnyEvent = EventTypes[EventType];\n\n` +
    `export const ALL_CONTRACTS: readonly EventContract<AnyEvent>[] = [\n${names.map((n) => `  ${n},\n`).join('')}];\n`
  );
}
