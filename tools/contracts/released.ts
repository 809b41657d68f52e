import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AvroRecord } from './avro-schema.ts';
import type { EventSchema } from './load-schemas.ts';

/** A schema as it was in a release: `schemas/released/<version>/<context>/<event>.avsc`, self-contained. */
export interface ReleasedSchema {
  readonly version: string;
  readonly file: string;
  readonly topic: string;
  readonly record: AvroRecord;
}

const FOLDER = 'released';
const EXTENSION = '.avsc';

/** Every schema of every release below `schemas/`. */
export function loadReleased(root: string): ReleasedSchema[] {
  const folder = join(root, FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((version) => {
      const files = readdirSync(join(folder, version), { recursive: true, encoding: 'utf8' });
      return files
        .filter((file) => file.endsWith(EXTENSION))
        .sort()
        .map((file) => load(folder, version, file));
    });
}

function load(folder: string, version: string, file: string): ReleasedSchema {
  const { topic, ...record } = JSON.parse(readFileSync(join(folder, version, file), 'utf8')) as AvroRecord & {
    topic: string;
  };
  return { version, file, topic, record };
}

/** Writes the frozen copy of a release; a release is never changed, so the version must be new. */
export function freeze(root: string, version: string, events: readonly EventSchema[]): void {
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`--release ${version}: must be a version such as 1.2.3`);
  const folder = join(root, FOLDER, version);
  if (existsSync(folder)) throw new Error(`--release ${version}: is released already and cannot be changed`);
  for (const { file, topic, record } of events) {
    const { type, name, namespace, ...rest } = record;
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify({ type, name, namespace, topic, ...rest }, null, 2)}\n`);
  }
}
