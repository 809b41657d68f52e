import { join } from 'node:path';
import { freePorts, newClusterId, SERVICE_NAMES, type ServiceName } from '@millrace/local-stack';
import { waitFor } from '@millrace/testing';
import { Link } from '../network/link.ts';
import { activeController } from './active-controller.ts';
import { Broker } from './broker.ts';
import { partitionStates, type PartitionState } from './leaders.ts';

export const BROKERS = 3;
const START_TIMEOUT_MS = 120_000;

/** Three brokers that are their own controllers, and a link of its own from each service to each of them. */
export class Cluster {
  readonly brokers: readonly Broker[];
  /** `links[service][broker]`, in the order of `brokers`. */
  readonly links: Readonly<Record<ServiceName, readonly Link[]>>;

  private constructor(brokers: readonly Broker[], links: Readonly<Record<ServiceName, readonly Link[]>>) {
    this.brokers = brokers;
    this.links = links;
  }

  static async make(dir: string, tell: (line: string) => void): Promise<Cluster> {
    const services = SERVICE_NAMES.length;
    const ports = await freePorts(BROKERS * (2 + 2 * services));
    const take = (): number => ports.pop() as number;
    const controllers = Array.from({ length: BROKERS }, take);
    const voters = controllers.map((port, index) => `${index + 1}@127.0.0.1:${port}`);
    const clusterId = newClusterId();
    const ways = controllers.map(() => SERVICE_NAMES.map(() => ({ door: take(), link: take() })));
    const brokers = controllers.map((controllerPort, index) => {
      const nodeId = index + 1;
      const doors = (ways[index] ?? []).map(({ door, link }, at) => {
        return { name: `DOOR${at + 1}`, port: door, advertisedPort: link };
      });
      return new Broker({
        ...{ nodeId, controllerPort, voters, clusterId, doors, tell },
        ...{ port: take(), dataDir: join(dir, `kafka-${nodeId}`), logFile: join(dir, 'logs', `kafka-${nodeId}.log`) },
      });
    });
    const links = SERVICE_NAMES.map((name, at) => {
      return [name, ways.map((way) => new Link(way[at]?.link ?? 0, way[at]?.door ?? 0))] as const;
    });
    return new Cluster(brokers, Object.fromEntries(links) as Record<ServiceName, Link[]>);
  }

  /** Addresses for the harness itself, past the links. */
  get addresses(): string[] {
    return this.brokers.map(({ address }) => address);
  }

  async start(): Promise<void> {
    await Promise.all(Object.values(this.links).flatMap((links) => links.map((link) => link.listen())));
    await Promise.all(this.brokers.map((broker) => broker.start()));
    await waitFor(() => this.isWhole(), {
      timeoutMs: START_TIMEOUT_MS,
      describe: 'three brokers that know each other',
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.brokers.map((broker) => broker.stop()));
    await Promise.all(Object.values(this.links).flatMap((links) => links.map((link) => link.close())));
  }

  /** What keeps the cluster from being whole; undefined: every broker is there for every other, all replicas are in sync. */
  async missing(): Promise<string | undefined> {
    const alive = await Promise.all(this.brokers.map((broker) => broker.alive()));
    if (alive.some((count) => count !== BROKERS)) return `brokers: each sees ${alive.join(', ')} alive`;
    const behind = (await this.partitions()).filter((one) => one.leader <= 0 || one.inSync < one.replicas);
    const [first] = behind;
    return first && `${behind.length} partitions to be on all replicas, as ${first.topic}-${first.partition}`;
  }

  async isWhole(): Promise<boolean> {
    return (await this.missing()) === undefined;
  }

  partitions(): Promise<PartitionState[]> {
    return this.#ask((port) => partitionStates(port));
  }

  async controller(): Promise<Broker> {
    const id = await this.#ask((port) => activeController(port));
    return this.#broker(id);
  }

  async leaderOf(topic: string, partition: number): Promise<Broker> {
    const states = await this.partitions();
    return this.#broker(states.find((one) => one.topic === topic && one.partition === partition)?.leader ?? -1);
  }

  #broker(nodeId: number): Broker {
    const broker = this.brokers.find((one) => one.nodeId === nodeId);
    if (broker === undefined) throw new Error(`no broker ${nodeId}`);
    return broker;
  }

  /** Asks whichever broker answers. */
  async #ask<T>(question: (port: number) => Promise<T>): Promise<T> {
    let last: unknown;
    for (const { port } of this.brokers) {
      try {
        return await question(port);
      } catch (error) {
        last = error;
      }
    }
    throw last;
  }
}
