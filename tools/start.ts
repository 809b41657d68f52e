/**
 * `npm start`: the whole product on this machine with a sample plant whose recorded data is played into the front doors.
 *   npm start -- --speed 2        twice the pace
 *   npm start -- --no-play        the plant without the recordings
 *   npm start -- --fresh          forget the data of earlier runs first
 * Ctrl-C stops everything.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  CONTROL_SYSTEM_MQTT_USER,
  pageAddress,
  type Product,
  progressLine,
  repositoryRoot,
  startProduct,
  writeEndpoints,
} from '@millrace/local-stack';
import { issueGatewayCredential, playRecordings, registerPlant, type PlantDoors } from '@millrace/sample-plant';

const { values } = parseArgs({
  options: {
    speed: { type: 'string', default: '1' },
    play: { type: 'boolean', default: true },
    fresh: { type: 'boolean', default: false },
    dir: { type: 'string', default: join(repositoryRoot(), '.millrace', 'plant') },
  },
  allowNegative: true,
});
const speed = Number(values.speed);
if (!(speed > 0 && speed <= 100)) {
  console.error(`--speed is ${values.speed}: must be a number above 0, at most 100`);
  process.exit(2);
}

const began = performance.now();
const stopping = new AbortController();
const endpointsFile = join(repositoryRoot(), '.millrace', 'endpoints.json');

/** The credential of the sample gateway, issued once a plant: its secret is shown only then. */
async function gatewayToken(dir: string, doors: PlantDoors): Promise<string> {
  const file = join(dir, 'gateway-token');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const token = await issueGatewayCredential(doors);
  writeFileSync(file, token, { mode: 0o600 });
  return token;
}

/** Resolves when everything has stopped, which begins with Ctrl-C or with a process that ended unasked. */
function stopped(product: Product): Promise<void> {
  process.on('SIGINT', () => stopping.abort());
  process.on('SIGTERM', () => stopping.abort());
  return new Promise((resolve) => {
    const stop = (): void => {
      console.log('stopping');
      void product.stop().then(resolve);
    };
    stopping.signal.addEventListener('abort', stop, { once: true });
    if (stopping.signal.aborted) stop();
  });
}

async function main(): Promise<void> {
  if (values.fresh) rmSync(values.dir, { recursive: true, force: true });
  const product = await startProduct({
    dir: values.dir,
    traceRatio: 0.01,
    onProgress: (event) => console.log(progressLine(event)),
    onUnexpectedExit: (message) => {
      console.error(message);
      process.exitCode = 1;
      stopping.abort();
    },
  });
  const ended = stopped(product);
  const doors: PlantDoors = {
    ingestionUrl: product.services.ingestion.url,
    enrichmentUrl: product.services.enrichment.url,
    alertingUrl: product.services.alerting.url,
    adminToken: product.secrets.tokens.admin,
  };
  await registerPlant(doors);
  const token = await gatewayToken(values.dir, doors);
  writeEndpoints(endpointsFile, product, token);
  console.log(`\nMillrace is up after ${((performance.now() - began) / 1000).toFixed(0)} s.`);
  console.log(`  page       ${pageAddress(product)}`);
  console.log(`  addresses  ${endpointsFile}`);
  console.log('  Ctrl-C stops everything.\n');
  if (values.play) {
    await playRecordings({
      ingestionUrl: doors.ingestionUrl,
      gatewayToken: token,
      mqtt: {
        url: product.stack.addresses.mqtt.url,
        username: CONTROL_SYSTEM_MQTT_USER,
        password: product.secrets.mqttPasswords[CONTROL_SYSTEM_MQTT_USER] ?? '',
      },
      speed,
      signal: stopping.signal,
    }).catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
      stopping.abort();
    });
  }
  await ended;
  rmSync(endpointsFile, { force: true });
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
