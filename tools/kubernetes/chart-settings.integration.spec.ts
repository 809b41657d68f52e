import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadSettings } from '@millrace/platform';
import type { z } from 'zod';
import { root } from '../provision/folders.ts';
import { provisionHelm } from '../provision/helm.ts';
import { ciValues, render } from './chart.ts';
import { find, ofKind, podOf, settingsOf, type KubernetesObject } from './objects.ts';
import { SERVICES, type Service } from './workspaces.ts';

const PROVISIONING_MS = 900_000;
/** What Node itself reads. */
const NODE_SETTINGS = ['NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS'];
const rendered = new Map<string, KubernetesObject[]>();
const objectsOf = (name: string): KubernetesObject[] => rendered.get(name) ?? [];

beforeAll(async () => {
  await provisionHelm(console.error);
  for (const name of ciValues()) rendered.set(name, await render(name));
}, PROVISIONING_MS);

/** A service's own settings schema, from its source. */
async function schemaOf(service: Service): Promise<z.ZodObject> {
  const url = pathToFileURL(join(root, 'services', service, 'src/config.ts')).href;
  return ((await import(url)) as { settingsSchema: z.ZodObject }).settingsSchema;
}

describe.each(SERVICES)('%s', (service) => {
  it.each(ciValues())('is told nothing it does not know, with ci/%s-values.yaml', async (name) => {
    const settings = settingsOf(objectsOf(name), find(objectsOf(name), 'Deployment', `-${service}`));
    const known = Object.keys((await schemaOf(service)).shape);
    expect([...known, ...NODE_SETTINGS]).toEqual(expect.arrayContaining(Object.keys(settings)));
  });

  it.each(ciValues())('starts with what it is told, with ci/%s-values.yaml', async (name) => {
    const settings = settingsOf(objectsOf(name), find(objectsOf(name), 'Deployment', `-${service}`));
    const parsed = loadSettings(await schemaOf(service), settings);
    expect(parsed).toMatchObject({ HTTP_HOST: '0.0.0.0', HTTP_PORT: 8080, SCHEMA_AUTO_REGISTER: false });
  });

  it('has the program that its Deployment starts', () => {
    const [program] = podOf(find(objectsOf('minimal'), 'Deployment', `-${service}`))?.containers[0]?.args ?? [];
    expect(existsSync(join(root, sourceOf(program)))).toBe(true);
  });
});

it('the MQTT pod knows and starts with what it is told', async () => {
  const settings = settingsOf(objectsOf('full'), find(objectsOf('full'), 'Deployment', '-ingestion-mqtt'));
  const schema = await schemaOf('ingestion');
  expect([...Object.keys(schema.shape), ...NODE_SETTINGS]).toEqual(expect.arrayContaining(Object.keys(settings)));
  expect(loadSettings(schema, settings)).toMatchObject({ MQTT_CLIENT_ID: 'plant-ingestion' });
});

it('every job has the program that it starts', () => {
  for (const job of ofKind(objectsOf('minimal'), 'Job')) {
    const [program] = podOf(job)?.containers[0]?.args ?? [];
    expect(existsSync(join(root, sourceOf(program))), program).toBe(true);
  }
});

/** `services/x/dist/main.js` → `services/x/src/main.ts` */
const sourceOf = (program = ''): string => program.replace('/dist/', '/src/').replace(/\.js$/, '.ts');

describe('a change of settings', () => {
  const checksums = (objects: KubernetesObject[]): Record<string, string | undefined> =>
    Object.fromEntries(
      ofKind(objects, 'Deployment').map((o) => [
        o.metadata.labels?.['app.kubernetes.io/component'],
        o.spec?.template?.metadata.annotations?.['checksum/settings'],
      ]),
    );

  it('of one service rolls that service alone', async () => {
    const before = checksums(objectsOf('minimal'));
    const after = checksums(
      await render('minimal', { services: { alerting: { env: { COMMAND_TIMEOUT_MS: '5000' } } } }),
    );
    expect(after['alerting']).not.toBe(before['alerting']);
    expect({ ...after, alerting: '' }).toEqual({ ...before, alerting: '' });
  });

  it('of all rolls all', async () => {
    const before = checksums(objectsOf('minimal'));
    const after = checksums(await render('minimal', { logLevel: 'debug' }));
    for (const service of SERVICES) expect(after[service]).not.toBe(before[service]);
  });
});

describe('broker addresses and passwords', () => {
  it('reach who needs them, and nobody else', () => {
    const of = (service: string): Record<string, string> =>
      settingsOf(objectsOf('full'), find(objectsOf('full'), 'Deployment', `-${service}`));
    const workloads = [...SERVICES, 'ingestion-mqtt'];
    const has = (name: string): string[] => workloads.filter((workload) => name in of(workload));
    expect(has('KAFKA_SASL_PASSWORD')).toEqual(workloads);
    expect(has('MQTT_PASSWORD')).toEqual(['ingestion-mqtt']);
    expect(has('CLICKHOUSE_PASSWORD')).toEqual(['reporting']);
    expect(of('ingestion')['KAFKA_BROKERS']).toBe('kafka-0.kafka:9093,kafka-1.kafka:9093');
    expect(of('ingestion')['KAFKA_SASL_USERNAME']).toBe('secret:kafka-user/user');
  });
});
