/**
 * Makes the TypeScript contracts and docs/schemas.md from schemas/.
 *
 *   node --conditions=@millrace/source tools/contracts/generate.ts [--check]
 *
 * `--check` writes nothing and fails if a generated file is out of date.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles } from './generated-files.ts';
import { houseRuleBreaches } from './house-rules.ts';
import { loadSchemas } from './load-schemas.ts';
import { REPOSITORY, SCHEMAS } from './paths.ts';

const GENERATED = 'libs/contracts/src/generated';

const schemas = loadSchemas(SCHEMAS);
const breaches = schemas.events.flatMap(houseRuleBreaches);
if (breaches.length > 0) fail(breaches);

const wanted = generatedFiles(schemas);
const present = existsSync(join(REPOSITORY, GENERATED))
  ? readdirSync(join(REPOSITORY, GENERATED)).map((name) => `${GENERATED}/${name}`)
  : [];
const stray = present.filter((path) => !wanted.has(path));
const changed = [...wanted].filter(([path, content]) => read(path) !== content).map(([path]) => path);

if (process.argv.includes('--check')) {
  const stale = [...changed, ...stray];
  if (stale.length > 0) fail(stale.map((path) => `${path}: out of date: run npm run contracts:generate`));
  console.log(`${wanted.size} generated files are up to date`);
} else {
  for (const path of stray) rmSync(join(REPOSITORY, path));
  for (const path of changed) {
    mkdirSync(dirname(join(REPOSITORY, path)), { recursive: true });
    writeFileSync(join(REPOSITORY, path), wanted.get(path) ?? '');
  }
  console.log(`${schemas.events.length} schemas; ${changed.length} of ${wanted.size} files written`);
}

function read(path: string): string | undefined {
  const file = join(REPOSITORY, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function fail(messages: readonly string[]): never {
  for (const message of messages) console.error(message);
  process.exit(1);
}
