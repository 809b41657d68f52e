/**
 * `npm run load`: registers a plant for the load, issues it a credential, and runs `load-tests/telemetry.js` against it.
 * `npm run load:smoke` does the same for ten seconds at a low rate. What can be set is in load-tests/README.md.
 */
import { parseArgs } from 'node:util';
import { issueCredential, registerLoadPlant, type FrontDoors } from './plant.ts';
import { runK6 } from './run-k6.ts';
import { SMOKE_LOAD } from './smoke.ts';

const { values } = parseArgs({ options: { smoke: { type: 'boolean', default: false } } });
const env: NodeJS.ProcessEnv = { ...(values.smoke ? SMOKE_LOAD : {}), ...process.env };
const given = Object.fromEntries(
  Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
);
const url = env['INGESTION_URL'] ?? 'http://127.0.0.1:8080';
const prefix = env['DEVICE_PREFIX'] ?? 'load-';

async function prepare(adminToken: string): Promise<string> {
  const doors: FrontDoors = { ingestionUrl: url, enrichmentUrl: env['ENRICHMENT_URL'] ?? url, adminToken };
  const size = { prefix, devices: Number(env['DEVICES'] ?? 1000), metrics: Number(env['METRICS'] ?? 8) };
  console.error(`registering ${size.devices} assets of ${size.metrics} metrics`);
  await registerLoadPlant(doors, size);
  return issueCredential(doors, `${prefix}gateway`, [`${prefix}*`]);
}

async function deviceToken(): Promise<string> {
  const { DEVICE_TOKEN: own, ADMIN_TOKEN: admin } = env;
  if (own) return own;
  if (admin) return prepare(admin);
  throw new Error('set ADMIN_TOKEN (an API token with the role admin), or DEVICE_TOKEN for a plant that is registered');
}

try {
  const token = await deviceToken();
  const { broken } = await runK6({
    script: 'load-tests/telemetry.js',
    env: { ...given, INGESTION_URL: url, DEVICE_TOKEN: token },
    onLine: (line) => console.log(line),
  });
  if (broken.length > 0) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
