import { beforeAll, describe, expect, it } from 'vitest';
import { provisionHelm } from '../provision/helm.ts';
import { provisionKubernetesValidate } from '../provision/kubernetes-validate.ts';
import { chartFolder, ciValues, ciValuesFile, helm, render, renderText } from './chart.ts';
import { validateManifests } from './validate.ts';

const PROVISIONING_MS = 900_000;

// The first run on a machine without Helm builds it.
beforeAll(async () => {
  await Promise.all([provisionHelm(console.error), provisionKubernetesValidate()]);
}, PROVISIONING_MS);

describe.each(ciValues())('the chart with ci/%s-values.yaml', (name) => {
  it('passes helm lint --strict', async () => {
    await expect(helm('lint', '--strict', chartFolder, '--values', ciValuesFile(name))).resolves.toContain(
      '0 chart(s) failed',
    );
  });

  it('renders objects that Kubernetes takes, without a field it does not know', async () => {
    await validateManifests(await renderText(name), '1.34');
  });

  it('renders the same twice, so that an upgrade without changes restarts nothing', async () => {
    expect(await renderText(name)).toBe(await renderText(name));
  });
});

describe('the values schema', () => {
  it('names what an installation has to be told', async () => {
    const failure = await helm('template', 'mill', chartFolder).catch(String);
    for (const field of ['/kafka/brokers', '/schemaRegistry/url', '/clickhouse/url', '/apiTokens/existingSecret/name'])
      expect(failure).toContain(field);
  });

  it.each([
    ['borkers', { kafka: { borkers: ['a:9092'] } }],
    ['replcias', { services: { ingestion: { replcias: 3 } } }],
    ['ingress', { services: { ingress: {} } }],
    ['/kafka/brokers/0', { kafka: { brokers: ['kafka'] } }],
    ['/schemaRegistry/url', { schemaRegistry: { url: 'registry:8080' } }],
    ['/logLevel', { logLevel: 'loud' }],
    ['/tracing/sampleRatio', { tracing: { sampleRatio: '2' } }],
    ['/kafka/sasl/mechanism', { kafka: { sasl: { mechanism: 'gssapi' } } }],
    ['/serviceDefaults/env/LIMIT', { serviceDefaults: { env: { LIMIT: 10_000_000 } } }],
    ['/ingress/host', { ingress: { enabled: true, host: '' } }],
  ])('refuses what is wrong at %s and names it', async (where, values) => {
    await expect(render('minimal', values)).rejects.toThrow(where);
  });

  it.each(['WEBHOOK_SECRET', 'KAFKA_SASL_PASSWORD', 'ADMIN_TOKEN', 'lower_case'])(
    'refuses the setting %s among plain settings',
    async (name) => {
      await expect(render('minimal', { services: { alerting: { env: { [name]: 'x' } } } })).rejects.toThrow(name);
    },
  );

  it('refuses SASL without the Secret that holds its password', async () => {
    await expect(render('minimal', { kafka: { sasl: { mechanism: 'plain' } } })).rejects.toThrow(
      'kafka.sasl.existingSecret.name',
    );
  });
});
