import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullNameOf, isNamed, type AvroRecord, type AvroSchema, type NamedSchema } from './avro-schema.ts';
import { inlineReferences } from './inline-references.ts';

/** A record that goes over a topic, with everything it refers to inlined. */
export interface EventSchema {
  /** Folder under `schemas/`, e.g. `alarms`. */
  readonly context: string;
  /** Path of the source file relative to `schemas/`. */
  readonly file: string;
  readonly fullName: string;
  readonly topic: string;
  readonly record: AvroRecord;
}

export interface SchemaSet {
  readonly events: readonly EventSchema[];
  /** Named types of `schemas/common`, by full name; not self-contained. */
  readonly common: ReadonlyMap<string, NamedSchema>;
}

export const COMMON = 'common';
const NOT_A_CONTEXT = new Set([COMMON, 'released']);
const EXTENSION = '.avsc';

/** Reads every `<context>/<event>.avsc` below a folder; throws naming the file for anything that breaks the house rules. */
export function loadSchemas(root: string): SchemaSet {
  const common = new Map<string, NamedSchema>();
  for (const file of schemaFiles(root, COMMON)) {
    const schema = parse(root, file);
    common.set(fullNameOf(schema), schema);
  }
  const contexts = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NOT_A_CONTEXT.has(entry.name))
    .map((entry) => entry.name)
    .sort();
  const events = contexts.flatMap((context) =>
    schemaFiles(root, context).map((file) => loadEvent(root, context, file, common)),
  );
  return { events, common };
}

function loadEvent(root: string, context: string, file: string, common: ReadonlyMap<string, NamedSchema>): EventSchema {
  const { topic, ...schema } = parse(root, file) as AvroRecord & { topic?: unknown };
  if (schema.type !== 'record') throw new Error(`${file}: type "${String(schema.type)}": an event is a record`);
  if (typeof topic !== 'string') throw new Error(`${file}: topic: every event names the topic it belongs to`);
  const expected = `${kebab(schema.name)}${EXTENSION}`;
  if (!file.endsWith(`/${expected}`)) throw new Error(`${file}: name "${schema.name}": the file is called ${expected}`);
  const namespace = `io.millrace.${context.replaceAll('-', '')}.v1`;
  if (schema.namespace !== namespace) throw new Error(`${file}: namespace: must be "${namespace}"`);
  return { context, file, topic, fullName: fullNameOf(schema), record: inlineReferences(schema, common, file) };
}

const schemaFiles = (root: string, context: string): string[] =>
  readdirSync(join(root, context))
    .filter((name) => name.endsWith(EXTENSION))
    .sort()
    .map((name) => `${context}/${name}`);

function parse(root: string, file: string): NamedSchema {
  const schema = JSON.parse(readFileSync(join(root, file), 'utf8')) as AvroSchema;
  if (!isNamed(schema)) throw new Error(`${file}: a schema file holds one record or enum`);
  return schema;
}

/** `AlarmRaised` → `alarm-raised`. */
export const kebab = (name: string): string => name.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
