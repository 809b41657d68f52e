/**
 * `npm run proof:streams -- [--people 500] [--seconds 30] [--json FILE]`: so many people with different scopes sign in at an identity
 * provider and listen to event streams at once, while the plant sends. Ends with code 1 when somebody hears anything that is not theirs, or
 * misses anything that is. Prints CPU and memory of reporting with and without them. See docs/access.md.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { progressLine, repositoryRoot, startProduct } from '@millrace/local-stack';
import { grantsOf, people } from './people.ts';
import { streamsPlant } from './plant.ts';
import { proveStreams } from './prove.ts';
import { startProvider } from './sign-in-all.ts';

const TENANT = 'sample';
/** Areas, lines in each, machines in each of these. */
const SIZES = [5, 10, 10] as const;

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '30' },
    json: { type: 'string' },
  },
});

function positive(name: 'people' | 'seconds', least: number): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= least) return number;
  console.error(`--${name} is ${values[name]}: must be a whole number of ${least} or more`);
  process.exit(2);
}

const [count, seconds] = [positive('people', 10), positive('seconds', 10)];
const tell = (line: string): void => console.log(line);
const plant = streamsPlant(SIZES);
const all = people(count, TENANT, plant);
const provider = await startProvider(all);
tell(`${count} people sign in`);
const tokens = await provider.signInAll((done) => tell(`  ${done} have signed in`));

mkdirSync(join(repositoryRoot(), '.millrace'), { recursive: true });
const dir = mkdtempSync(join(repositoryRoot(), '.millrace', 'streams-'));
const grants = join(dir, 'grants.json');
/** Starting the product takes less; the grants that end do so while everybody listens. */
const UNTIL_MS = 120_000;
const endedAt = Date.now() + UNTIL_MS;
writeFileSync(grants, JSON.stringify(grantsOf(all, new Date(endedAt).toISOString())));
const product = await startProduct({
  ...{ dir, ports: 'free' },
  env: { reporting: { OIDC_ISSUER: provider.issuer, ACCESS_GRANTS_FILE: grants, EVENTS_MAX_CLIENTS: String(count) } },
  onProgress: (event) => tell(progressLine(event)),
  onUnexpectedExit: (message) => {
    console.error(message);
    process.exitCode = 1;
  },
});
try {
  const left = endedAt - Date.now();
  if (left < 0) throw new Error('starting took longer than the grants that end last: try again');
  const report = await proveStreams(product, {
    all,
    tokens,
    plant,
    endedAt,
    seconds: Math.max(seconds, Math.ceil(left / 1_000)),
    tell,
  });
  tell(JSON.stringify(report, null, 2));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  if (!report.kept) process.exitCode = 1;
} finally {
  await product.stop();
  provider.close();
}
if (process.exitCode === undefined) rmSync(dir, { recursive: true });
else console.error(`what happened is in ${dir}`);
