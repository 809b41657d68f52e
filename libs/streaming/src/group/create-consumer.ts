import type { Logger } from '@millrace/platform';
import type { Consumer } from 'kafkajs';
import { kafkaClient } from '../kafka/client.ts';
import { retryLostCoordinator } from '../kafka/coordinator-lost.ts';
import { observeFetches, type FetchFact } from '../fetch/observe-fetches.ts';
import type { KafkaConnection } from '../types.ts';
import { coPartitionAssigner } from './co-partition-assigner.ts';
import type { Membership } from '../kafka/group-offsets.ts';
import { HeartbeatInterval } from './heartbeat-interval.ts';
import { observeJoins } from './observe-joins.ts';

/** Bounds of what one fetch brings: per partition, per leader, and how long a leader waits for `minBytes`; how often it is asked. */
export interface FetchLimits {
  readonly maxBytesPerPartition: number;
  readonly maxBytes: number;
  readonly minBytes: number;
  readonly maxWaitMs: number;
  /** As in `FetchObserver`. */
  readonly paceMs: number;
}

/** kafkajs sends a heartbeat at most this often, however often it is asked to. */
export const HEARTBEAT_MS = 1_000;
/** After kill -9 a partition is idle for this long. A stall that outlasts it costs a rebalance, not exactness: tasks are fenced. */
const SESSION_MS = 12_000;
const REBALANCE_MS = 60_000;

export interface ConsumerParts {
  readonly connection: KafkaConnection;
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly limits: FetchLimits;
  readonly logger: Logger;
  /** Partition numbers to keep if possible; asked at every join. */
  owned(): readonly number[];
  onFetch(fact: FetchFact): void;
  onJoin(member: Membership): void;
}

/** A kafkajs consumer with our assigner and a read_committed filter that is right. */
export function createConsumer(parts: ConsumerParts): Consumer {
  const { connection, groupId, topics, limits, logger, owned, onFetch, onJoin } = parts;
  const assigner = coPartitionAssigner(topics, owned, (cluster) => {
    retryLostCoordinator(cluster);
    observeFetches(cluster, { tell: onFetch, paceMs: limits.paceMs });
    observeJoins(cluster, onJoin);
  });
  return kafkaClient(connection, logger).consumer({
    groupId,
    partitionAssigners: [assigner],
    readUncommitted: false,
    allowAutoTopicCreation: false,
    sessionTimeout: SESSION_MS,
    rebalanceTimeout: REBALANCE_MS,
    // kafkajs does nothing with it but add and compare.
    heartbeatInterval: new HeartbeatInterval(HEARTBEAT_MS) as unknown as number,
    maxBytesPerPartition: limits.maxBytesPerPartition,
    maxBytes: limits.maxBytes,
    minBytes: limits.minBytes,
    maxWaitTimeInMs: limits.maxWaitMs,
    metadataMaxAge: 60_000,
  });
}
