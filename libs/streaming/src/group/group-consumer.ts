import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@millrace/platform';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { kafkaClient } from '../kafka/client.ts';
import { retryLostCoordinator } from '../kafka/coordinator-lost.ts';
import { toError } from '../kafka/errors.ts';
import { observeFetches, type FetchFact } from '../kafka/observe-fetches.ts';
import type { KafkaConnection } from '../types.ts';
import { coPartitionAssigner } from './co-partition-assigner.ts';
import { Cursors } from './cursors.ts';
import { HeldBatch, type BatchKeeper } from './held-batch.ts';
import { Liveness } from './liveness.ts';

export interface FetchLimits {
  readonly maxBytesPerPartition: number;
  readonly maxBytes: number;
  readonly minBytes: number;
  readonly maxWaitMs: number;
}

export interface GroupConsumerOptions {
  readonly connection: KafkaConnection;
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly limits: FetchLimits;
  readonly logger: Logger;
  /** Called after every join with the partition numbers of this member. `evicted`: the group had gone on without us. */
  onAssigned(partitions: readonly number[], evicted: boolean): void;
  /** Called for several partitions at a time. What it throws makes kafkajs join again. */
  onBatch(batch: HeldBatch): Promise<void>;
  onFetch(fact: FetchFact): void;
  onFatal(error: Error): void;
}

const HEARTBEAT_MS = 1_000;
const SESSION_MS = 30_000;
const REBALANCE_MS = 60_000;
/** How long a stop waits for a join that is under way. */
const JOIN_PATIENCE_MS = 5_000;
/** Partitions worked on at a time, at most. */
const CONCURRENCY = 6;

/** A kafkajs consumer that heartbeats while work goes on, never commits by itself and never dies without a word. */
export class GroupConsumer implements BatchKeeper {
  readonly cursors = new Cursors();
  readonly #options: GroupConsumerOptions;
  readonly #consumer: Consumer;
  readonly #liveness: Liveness;
  #partitions: readonly number[] = [];
  #memberId: string | undefined;
  readonly #joined = Promise.withResolvers<void>();
  #joins = 0;
  #stopping = false;
  #crashed = false;
  #started: Promise<void> | undefined;

  constructor(options: GroupConsumerOptions) {
    this.#options = options;
    this.#consumer = this.#create();
    this.#joined.promise.catch(() => undefined); // `start` reports it, when somebody waits for it
    this.#liveness = new Liveness(this.#consumer, (error) => this.#fail(error));
    this.#listen();
  }

  get epoch(): number {
    return this.#joins;
  }

  get stopping(): boolean {
    return this.#stopping;
  }

  get joined(): boolean {
    return this.#joins > 0 && !this.#crashed;
  }

  /** Resolves when this member has joined the group. */
  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  /** Lets batches in hand finish (they see `shouldYield`), leaves the group, disconnects. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#liveness.stop();
    // A consumer stopped while it joins would join all the same and stay as a member nobody knows of.
    const settled = this.#started?.catch((err: unknown) => this.#options.logger.debug({ err }, 'had not started'));
    await Promise.race([settled, sleep(JOIN_PATIENCE_MS, undefined, { ref: false })]);
    await this.#consumer.disconnect();
  }

  seek(topic: string, partition: number, offset: number): void {
    this.#consumer.seek({ topic, partition, offset: String(offset) });
  }

  async #start(): Promise<void> {
    await this.#consumer.connect();
    // Where to begin is the runners' decision: they seek. For kafkajs this is what to do when an offset is gone by retention.
    await this.#consumer.subscribe({ topics: [...this.#options.topics], fromBeginning: true });
    this.#liveness.start();
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: CONCURRENCY,
      eachBatch: (payload) => this.#eachBatch(payload),
    });
    // kafkajs's run also returns when joining failed and it will try again.
    await this.#joined.promise;
  }

  #create(): Consumer {
    const { connection, groupId, topics, limits, logger } = this.#options;
    const assigner = coPartitionAssigner(
      topics,
      () => this.#partitions,
      (cluster) => {
        retryLostCoordinator(cluster);
        observeFetches(cluster, (fact) => this.#observe(fact));
      },
    );
    return kafkaClient(connection, logger).consumer({
      groupId,
      partitionAssigners: [assigner],
      readUncommitted: false,
      allowAutoTopicCreation: false,
      sessionTimeout: SESSION_MS,
      rebalanceTimeout: REBALANCE_MS,
      heartbeatInterval: HEARTBEAT_MS,
      maxBytesPerPartition: limits.maxBytesPerPartition,
      maxBytes: limits.maxBytes,
      minBytes: limits.minBytes,
      maxWaitTimeInMs: limits.maxWaitMs,
      metadataMaxAge: 60_000,
    });
  }

  #listen(): void {
    const { events } = this.#consumer;
    this.#consumer.on(events.GROUP_JOIN, ({ payload }) => {
      this.#joins += 1;
      this.#joined.resolve();
      this.#crashed = false;
      const evicted = this.#memberId !== undefined && this.#memberId !== payload.memberId;
      this.#memberId = payload.memberId;
      this.#partitions = [...new Set(Object.values(payload.memberAssignment).flat())].sort((a, b) => a - b);
      this.#options.logger.info({ group: payload.groupId, partitions: this.#partitions, evicted }, 'joined the group');
      this.#options.onAssigned(this.#partitions, evicted);
    });
    this.#consumer.on(events.CRASH, ({ payload }) => {
      this.#crashed = true;
      this.#options.logger.warn({ err: payload.error, restart: payload.restart }, 'the consumer crashed');
      if (!payload.restart) this.#fail(toError(payload.error));
    });
  }

  #observe(fact: FetchFact): void {
    this.cursors.observe(fact);
    this.#options.onFetch(fact);
  }

  #fail(error: Error): void {
    this.#joined.reject(error);
    if (!this.#stopping) this.#options.onFatal(error);
  }

  async #eachBatch(payload: EachBatchPayload): Promise<void> {
    const batch = new HeldBatch(payload, this);
    const alive = setInterval(() => {
      this.#liveness.beat();
      void batch.heartbeat();
    }, HEARTBEAT_MS);
    try {
      await this.#options.onBatch(batch);
    } finally {
      clearInterval(alive);
    }
  }
}
