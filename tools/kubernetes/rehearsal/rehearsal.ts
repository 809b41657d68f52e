import { join } from 'node:path';
import { freePorts, startStack, type Stack } from '@millrace/local-stack';
import { render } from '../chart.ts';
import { ofKind, podOf, settingsOf, type KubernetesObject } from '../objects.ts';
import type { Rollout } from '../prove/exercise.ts';
import { SERVICES, type Service } from '../workspaces.ts';
import { Container } from './container.ts';
import { adminToken, resolveSecrets, type Secrets } from './secrets.ts';

const TENANT = 'rehearsal';

/**
 * An installation of the chart without a cluster: its hook jobs, then its Deployments, as processes that have the image's files and the
 * environment that the rendered objects say. Kafka, ClickHouse, the registry and MQTT are the local stack's.
 */
export class Rehearsal implements Rollout {
  readonly #folder: string;
  readonly #image: string;
  readonly #token: { token: string; file: string };
  readonly #containers = new Map<Service, Container>();
  readonly #ports = new Map<Service, number>();
  #stack: Stack | undefined;
  #generation = 0;
  #crashes = 0;

  constructor(folder: string, image: string) {
    this.#folder = folder;
    this.#image = image;
    this.#token = adminToken(folder, TENANT);
  }

  get adminToken(): string {
    return this.#token.token;
  }

  urlOf = (service: Service): string => `http://127.0.0.1:${this.#ports.get(service)}`;

  async startSurroundings(): Promise<void> {
    const parts = ['kafka', 'clickhouse', 'registry'] as const;
    this.#stack = await startStack({ dir: join(this.#folder, 'stack'), ports: 'free', parts });
    const ports = await freePorts(SERVICES.length);
    SERVICES.forEach((service, index) => this.#ports.set(service, ports[index] ?? 0));
  }

  /** The hook jobs in their order, then every Deployment: one pod ends when it is told to, its successor takes its port. */
  async deploy(mark: string): Promise<void> {
    const objects = await this.#render(mark);
    const weight = (job: KubernetesObject): number => Number(job.metadata.annotations?.['helm.sh/hook-weight']);
    for (const job of ofKind(objects, 'Job').sort((a, b) => weight(a) - weight(b)))
      await this.#container(objects, job, {}).complete();
    this.#generation += 1;
    await Promise.all(SERVICES.map((service) => this.#replace(objects, service)));
  }

  podNames(): Promise<string[]> {
    return Promise.resolve([...this.#containers.keys()].map((service) => `${service}-${this.#generation}`));
  }

  restarts(): Promise<number> {
    return Promise.resolve(this.#crashes + [...this.#containers.values()].filter(({ crashed }) => crashed).length);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#containers.values()].map((container) => container.stop(30)));
    await this.#stack?.stop();
  }

  async #replace(objects: readonly KubernetesObject[], service: Service): Promise<void> {
    const deployment = objects.find(
      ({ kind, metadata }) => kind === 'Deployment' && metadata.name.endsWith(`-${service}`),
    );
    if (deployment === undefined) throw new Error(`no Deployment of ${service}`);
    const old = this.#containers.get(service);
    if (old?.crashed) this.#crashes += 1;
    const code = await old?.stop(podOf(deployment)?.terminationGracePeriodSeconds ?? 0);
    if (old !== undefined && code !== 0) throw new Error(`${service} did not end well (${code}):\n${old.output}`);
    const env = {
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: String(this.#ports.get(service)),
      API_TOKENS_FILE: this.#token.file,
    };
    const container = this.#container(objects, deployment, env);
    this.#containers.set(service, container);
    container.start();
    await container.ready(this.urlOf(service));
  }

  #container(objects: readonly KubernetesObject[], workload: KubernetesObject, env: Record<string, string>): Container {
    const settings = resolveSecrets(settingsOf(objects, workload), this.#secrets());
    const args = podOf(workload)?.containers[0]?.args ?? [];
    return new Container({ image: this.#image, args, env: { ...settings, ...env } });
  }

  #secrets(): Secrets {
    const { user, password } = this.#addresses().clickhouse;
    return { clickhouse: { username: user, password } };
  }

  #addresses(): Stack['addresses'] {
    if (this.#stack === undefined) throw new Error('the surroundings were not started');
    return this.#stack.addresses;
  }

  #render(mark: string): Promise<KubernetesObject[]> {
    const { kafkaBrokers, registryUrl, clickhouse } = this.#addresses();
    return render('minimal', {
      kafka: { brokers: kafkaBrokers },
      schemaRegistry: { url: registryUrl },
      clickhouse: { url: clickhouse.url },
      serviceDefaults: { podAnnotations: { mark } },
    });
  }
}
