import type { Broker, Cluster } from 'kafkajs';
import type { Membership } from './group-offsets.ts';
import type { Body } from './headroom.ts';

/** What `Connection.send` of kafkajs takes: a request that encodes itself, and how to read the answer `T`, decoded as `D` first. */
export interface WireCall<T, D = T> {
  readonly request: {
    readonly apiKey: number;
    readonly apiVersion: number;
    readonly apiName: string;
    expectResponse(): boolean;
    encode(): Promise<Body>;
  };
  readonly response: {
    decode(payload: Buffer): Promise<D>;
    parse(decoded: D): Promise<T>;
  };
}

interface ProducerIdentity {
  readonly transactionalId: string;
  readonly producerId: string;
  readonly producerEpoch: number;
}

/**
 * kafkajs 2.2.4's `Broker` with the calls its types leave out. The version is pinned, and every integration test of the
 * runtime goes through them.
 */
export interface WireBroker extends Broker {
  readonly connectionPool: { send<T, D>(call: WireCall<T, D>): Promise<T> };
  initProducerId(request: {
    readonly transactionalId: string | undefined;
    readonly transactionTimeout: number;
  }): Promise<{ readonly producerId: string; readonly producerEpoch: number }>;
  addPartitionsToTxn(
    request: ProducerIdentity & { readonly topics: readonly { topic: string; partitions: readonly number[] }[] },
  ): Promise<unknown>;
  addOffsetsToTxn(request: ProducerIdentity & { readonly groupId: string }): Promise<unknown>;
  endTxn(request: ProducerIdentity & { readonly transactionResult: boolean }): Promise<unknown>;
  joinGroup(request: unknown): Promise<Membership>;
  leaveGroup(request: { readonly groupId: string; readonly memberId: string }): Promise<unknown>;
}

export async function findNode(cluster: Cluster, nodeId: string): Promise<WireBroker> {
  return (await cluster.findBroker({ nodeId })) as WireBroker;
}

/** Which coordinator: of consumer groups, or of transactional ids. */
export type CoordinatorKind = 'group' | 'transaction';

export async function findCoordinator(cluster: Cluster, kind: CoordinatorKind, id: string): Promise<WireBroker> {
  const request = { groupId: id, coordinatorType: kind === 'group' ? 0 : 1 };
  return (await cluster.findGroupCoordinator(request)) as WireBroker;
}
