import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provisionHelm } from '../../provision/helm.ts';
import { chartFolder } from '../chart.ts';
import { kubectlIn, run, type Kubectl } from './commands.ts';
import type { Rollout } from './exercise.ts';
import type { Surroundings } from './surroundings.ts';

const RELEASE = 'mill';
const WAIT = '10m';

export interface InstallationOptions {
  readonly namespace: string;
  /** Of the proof's API token: another one each time, for the topics may outlive the proof. */
  readonly tenant: string;
  readonly image: string;
  readonly replicas: number;
  readonly surroundings: Surroundings;
}

/** A release of the chart in a namespace of its own that admits only restricted pods. */
export class Installation implements Rollout {
  readonly adminToken = `mr_${randomBytes(24).toString('base64url')}`;
  readonly kubectl: Kubectl;
  readonly #options: InstallationOptions;

  constructor(options: InstallationOptions) {
    this.#options = options;
    this.kubectl = kubectlIn(options.namespace);
  }

  /** Name of a service's Service and Deployment. */
  nameOf = (service: string): string => `${RELEASE}-millrace-${service}`;

  async createNamespace(): Promise<void> {
    const labels = {
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/warn': 'restricted',
    };
    await this.#apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: this.#options.namespace, labels } });
    const { clickhouse, mqtt } = this.#options.surroundings;
    await this.#secret('clickhouse', { username: clickhouse.user, password: clickhouse.password });
    if (mqtt !== undefined) await this.#secret('mqtt', { username: mqtt.user, password: mqtt.password });
    const sha256 = createHash('sha256').update(this.adminToken).digest('hex');
    const tokens = [{ name: 'proof', tenant: this.#options.tenant, roles: ['admin'], sha256 }];
    await this.#secret('api-tokens', { 'tokens.json': JSON.stringify(tokens) });
  }

  /** Installs, or upgrades to pods that carry `mark`; resolves when every pod is ready. */
  async deploy(mark: string): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-proof-values-'));
    const file = join(folder, 'values.json');
    try {
      await writeFile(file, JSON.stringify(this.#values(mark)));
      await run(await provisionHelm(), [
        ...['upgrade', '--install', RELEASE, chartFolder, '--namespace', this.#options.namespace],
        ...['--values', file, '--wait', '--timeout', WAIT],
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  /** The chart's own test: every service says that it's ready. */
  async test(): Promise<void> {
    await run(await provisionHelm(), ['test', RELEASE, '--namespace', this.#options.namespace, '--timeout', WAIT]);
  }

  async podNames(): Promise<string[]> {
    return (await this.kubectl(['get', 'pods', '--output', 'jsonpath={.items[*].metadata.name}'])).split(' ');
  }

  async restarts(): Promise<number> {
    const path = 'jsonpath={.items[*].status.containerStatuses[*].restartCount}';
    const counts = (await this.kubectl(['get', 'pods', '--output', path])).split(' ');
    return counts.reduce((sum, text) => sum + Number(text), 0);
  }

  async remove(): Promise<void> {
    await run(await provisionHelm(), ['uninstall', RELEASE, '--namespace', this.#options.namespace, '--wait']);
    await this.kubectl(['delete', 'namespace', this.#options.namespace, '--wait=false']);
  }

  /** What to read when something went wrong: pods, what happened to them, and the last words of those that aren't ready. */
  async describe(): Promise<string> {
    const asked = [
      ['get', 'pods', '--output', 'wide'],
      ['get', 'events', '--sort-by', '.lastTimestamp'],
      [
        'logs',
        '--selector',
        `app.kubernetes.io/instance=${RELEASE}`,
        '--tail',
        '15',
        '--prefix',
        '--all-containers',
        '--max-log-requests',
        '50',
      ],
    ];
    const answers = await Promise.all(asked.map((args) => this.kubectl(args).catch((error: unknown) => String(error))));
    return answers.join('\n');
  }

  #values(mark: string): object {
    const { image, replicas, surroundings } = this.#options;
    const [, repository = image, tag = ''] = /^(.*?)(?::([^:/]+))?$/.exec(image) ?? [];
    const { mqtt } = surroundings;
    return {
      image: { repository, tag, pullPolicy: 'IfNotPresent' },
      kafka: { brokers: surroundings.kafkaBrokers, replicationFactor: surroundings.replicationFactor },
      schemaRegistry: { url: surroundings.registryUrl },
      clickhouse: { url: surroundings.clickhouse.url, existingSecret: { name: 'clickhouse' } },
      ...(mqtt === undefined ? {} : { mqtt: { url: mqtt.url, existingSecret: { name: 'mqtt' } } }),
      apiTokens: { existingSecret: { name: 'api-tokens' } },
      serviceDefaults: {
        replicas,
        // A proof runs on a laptop too.
        resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '768Mi' } },
        podAnnotations: { 'millrace.io/proof': mark },
      },
    };
  }

  async #secret(name: string, stringData: Record<string, string>): Promise<void> {
    await this.#apply({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData });
  }

  async #apply(object: object): Promise<void> {
    await this.kubectl(['apply', '--filename', '-'], JSON.stringify(object));
  }
}
