/**
 * Checks that the schemas are FULL_TRANSITIVE compatible with every release, and freezes a release.
 *
 *   node --conditions=@millrace/source tools/contracts/compatibility.ts [--release X.Y.Z]
 */
import { parseArgs } from 'node:util';
import { compatibilityBreaches } from './compatibility-check.ts';
import { loadSchemas } from './load-schemas.ts';
import { SCHEMAS } from './paths.ts';
import { freeze, loadReleased } from './released.ts';

const { values } = parseArgs({ options: { release: { type: 'string' } } });
const { events } = loadSchemas(SCHEMAS);
const released = loadReleased(SCHEMAS);
const breaches = compatibilityBreaches(events, released);

for (const breach of breaches) console.error(breach);
if (breaches.length > 0) process.exit(1);
const versions = new Set(released.map((schema) => schema.version));
console.log(`${events.length} schemas are FULL_TRANSITIVE compatible with ${[...versions].join(', ') || 'no release'}`);

if (values.release !== undefined) {
  freeze(SCHEMAS, values.release, events);
  console.log(`release ${values.release} frozen`);
}
