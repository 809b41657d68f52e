import { beforeAll, describe, expect, it } from 'vitest';
import { provisionHelm } from '../provision/helm.ts';
import { ciValues, render } from './chart.ts';
import { find, ofKind, podOf, type KubernetesObject } from './objects.ts';
import { SERVICES } from './workspaces.ts';

const PROVISIONING_MS = 900_000;
const weight = (object: KubernetesObject): number => Number(object.metadata.annotations?.['helm.sh/hook-weight']);
const componentOf = (object: KubernetesObject): string | undefined =>
  object.metadata.labels?.['app.kubernetes.io/component'];
const rendered = new Map<string, KubernetesObject[]>();
const objectsOf = (name: string): KubernetesObject[] => rendered.get(name) ?? [];

beforeAll(async () => {
  await provisionHelm(console.error);
  for (const name of ciValues()) rendered.set(name, await render(name));
}, PROVISIONING_MS);

describe.each(ciValues())('with ci/%s-values.yaml', (name) => {
  it('there is a Deployment, a Service and a ConfigMap for each of the five services', () => {
    for (const kind of ['Deployment', 'Service', 'ConfigMap'])
      expect(
        ofKind(objectsOf(name), kind)
          .map(componentOf)
          .filter((component) => component !== 'ingestion-mqtt'),
      ).toEqual([...SERVICES].sort());
  });

  it('every pod keeps to the restricted Pod Security Standard and can write nowhere but /tmp', () => {
    for (const object of objectsOf(name)) {
      const pod = podOf(object);
      if (pod === undefined) continue;
      expect(pod.securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: 65532,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      for (const container of pod.containers)
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
      for (const volume of pod.volumes ?? [])
        expect(Object.keys(volume).filter((key) => key !== 'name')).toEqual([
          expect.stringMatching(/^(emptyDir|secret|configMap)$/),
        ]);
    }
  });

  it('no pod holds a token of the cluster', () => {
    for (const object of objectsOf(name)) {
      const pod = podOf(object);
      if (pod !== undefined) expect(pod.automountServiceAccountToken, object.metadata.name).toBe(false);
    }
    expect(objectsOf(name).filter((o) => /Role/.test(o.kind))).toEqual([]);
  });

  it('no secret is written into an object', () => {
    expect(ofKind(objectsOf(name), 'Secret')).toEqual([]);
    const secretName = /PASSWORD|SECRET|TOKEN(?!S_FILE)|USERNAME|USER$/;
    for (const map of ofKind(objectsOf(name), 'ConfigMap'))
      expect(Object.keys(map.data ?? {}).filter((key) => secretName.test(key))).toEqual([]);
    for (const object of objectsOf(name))
      for (const entry of podOf(object)?.containers.flatMap((c) => c.env ?? []) ?? [])
        if (secretName.test(entry.name)) expect(entry.valueFrom?.secretKeyRef.name, entry.name).toBeTruthy();
  });

  it('a rolling update never takes a pod away before its successor is ready, nor kills work in hand', () => {
    for (const deployment of ofKind(objectsOf(name), 'Deployment')) {
      const component = componentOf(deployment);
      if (component !== 'ingestion-mqtt')
        expect(deployment.spec?.strategy?.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 });
      const map = find(objectsOf(name), 'ConfigMap', `-${component}`);
      const pod = podOf(deployment);
      const drain = pod?.containers[0]?.['lifecycle'] as { preStop: { sleep: { seconds: number } } };
      expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(
        drain.preStop.sleep.seconds + Number(map.data?.['SHUTDOWN_DEADLINE_SECONDS']),
      );
    }
  });

  it('probes ask what the service answers', () => {
    for (const deployment of ofKind(objectsOf(name), 'Deployment')) {
      const container = podOf(deployment)?.containers[0];
      expect(container).toMatchObject({
        startupProbe: { httpGet: { path: '/health/live', port: 'http' } },
        livenessProbe: { httpGet: { path: '/health/live', port: 'http' } },
        readinessProbe: { httpGet: { path: '/health/ready', port: 'http' } },
      });
    }
  });

  it('topics, schemas and tables are made before anything starts, in this order, with what a first installation has', () => {
    const jobs = ofKind(objectsOf(name), 'Job').sort((a, b) => weight(a) - weight(b));
    expect(jobs.map((job) => podOf(job)?.containers[0]?.name)).toEqual(['topics', 'contracts', 'migrations']);
    for (const job of jobs) {
      expect(job.metadata.annotations).toMatchObject({ 'helm.sh/hook': 'pre-install,pre-upgrade' });
      expect(podOf(job)?.serviceAccountName).toBeUndefined();
      expect(podOf(job)?.containers[0]?.envFrom).toBeUndefined();
    }
  });
});

describe('MQTT', () => {
  it('comes in through one pod that is never two', () => {
    const { spec } = find(objectsOf('full'), 'Deployment', '-ingestion-mqtt');
    expect(spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
    expect(spec?.template?.spec.containers[0]?.args).toEqual(['services/ingestion/dist/main.js']);
    expect(find(objectsOf('full'), 'Deployment', 't-ingestion').spec?.replicas).toBe(3);
  });

  it('is not there without a broker', () => {
    expect(ofKind(objectsOf('minimal'), 'Deployment')).toHaveLength(SERVICES.length);
  });

  it('has settings over those of ingestion', async () => {
    const values = { mqtt: { workload: { env: { SPARKPLUG_GROUPS: 'riverside' }, replicas: 7, drainSeconds: 1 } } };
    const { spec } = find(await render('full', values), 'Deployment', '-ingestion-mqtt');
    expect(spec?.replicas).toBe(1);
    expect(find(await render('full', values), 'ConfigMap', '-ingestion-mqtt').data).toMatchObject({
      SPARKPLUG_GROUPS: 'riverside',
      HTTP_BODY_LIMIT_BYTES: '10485760',
    });
  });
});

describe('options', () => {
  it('an autoscaled service leaves its number of replicas to the autoscaler', () => {
    expect(find(objectsOf('full'), 'Deployment', '-anomaly-detection').spec?.replicas).toBeUndefined();
    expect(find(objectsOf('full'), 'HorizontalPodAutoscaler', '-anomaly-detection').spec).toMatchObject({
      maxReplicas: 4,
    });
  });

  it('what is optional is off unless asked for', () => {
    const kinds = new Set(objectsOf('minimal').map((o) => o.kind));
    for (const kind of ['Ingress', 'HTTPRoute', 'NetworkPolicy', 'HorizontalPodAutoscaler', 'ServiceMonitor'])
      expect(kinds).not.toContain(kind);
  });

  it('a digest wins over a tag', () => {
    expect(podOf(find(objectsOf('full'), 'Deployment', '-reporting'))?.containers[0]?.image).toMatch(/@sha256:/);
  });

  it('a service that is off leaves nothing behind, at the ingress neither', async () => {
    const objects = await render('full', { services: { enrichment: { enabled: false } } });
    expect(objects.filter((o) => JSON.stringify(o).includes('enrichment'))).toEqual([]);
    expect(ofKind(objects, 'Deployment').map(componentOf)).toEqual([
      'alerting',
      'anomaly-detection',
      'ingestion',
      'ingestion-mqtt',
      'reporting',
    ]);
  });
});
