import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@millrace/platform';
import type { Consumer, ConsumerCrashEvent, ConsumerGroupJoinEvent, EachBatchPayload } from 'kafkajs';
import { backOff } from '../backoff.ts';
import { closeConnections } from '../kafka/bare-cluster.ts';
import { isClusterAway, toError } from '../kafka/errors.ts';
import type { Membership } from '../kafka/group-offsets.ts';
import type { FetchFact } from '../fetch/observe-fetches.ts';
import type { KafkaConnection } from '../types.ts';
import { createConsumer, HEARTBEAT_MS, type FetchLimits } from './create-consumer.ts';
import { Cursors } from './cursors.ts';
import { HeldBatch, type BatchKeeper } from './held-batch.ts';
import { Liveness } from './liveness.ts';

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

/** Partitions worked on at a time, at most. */
const CONCURRENCY = 6;
/** How long a stop waits for a join that is under way. */
const JOIN_PATIENCE_MS = 5_000;
/** How long the cluster may be away before the process is replaced. */
const AWAY_PATIENCE_MS = 5 * 60_000;

/** What kafkajs takes for a rebalance: it asks for the coordinator anew and joins. */
class RejoinWanted extends Error {
  readonly type = 'REBALANCE_IN_PROGRESS';

  constructor() {
    super('the group has to be joined again');
    this.name = 'RejoinWanted';
  }
}

/** A kafkajs consumer that heartbeats while work goes on, never commits by itself and never dies without a word. */
export class GroupConsumer implements BatchKeeper {
  readonly cursors = new Cursors();
  readonly #options: GroupConsumerOptions;
  readonly #liveness: Liveness;
  readonly #stop = new AbortController();
  readonly #firstJoin = Promise.withResolvers<void>();
  #consumer: Consumer;
  #partitions: readonly number[] = [];
  #memberId: string | undefined;
  /** As the coordinator has it since the last join, which may not be over. */
  #joining: Membership | undefined;
  #membership: Membership | undefined;
  #epoch = 0;
  #isMember = false;
  #mustRejoin = false;
  #awaySince: number | undefined;
  #started: Promise<void> | undefined;

  constructor(options: GroupConsumerOptions) {
    this.#options = options;
    this.#liveness = new Liveness((error) => this.#fail(error));
    this.#consumer = this.#create();
    this.#firstJoin.promise.catch(() => undefined); // `start` reports it, if somebody waits for it
  }

  /** Changes whenever the assignment may have: what was fetched under another epoch is not ours any more. */
  get epoch(): number {
    return this.#epoch;
  }

  get stopping(): boolean {
    return this.#stop.signal.aborted;
  }

  get isMember(): boolean {
    return this.#isMember;
  }

  /** What our commits are signed with, undefined while we are in no group. It changes together with the assignment. */
  get membership(): Membership | undefined {
    return this.#membership;
  }

  get mustRejoin(): boolean {
    return this.#mustRejoin;
  }

  rejoin(): void {
    this.#mustRejoin = true;
  }

  /** Resolves when this member has joined the group; throws when the cluster does not answer. */
  start(): Promise<void> {
    this.#liveness.start();
    this.#started ??= this.#run().then(() => this.#firstJoin.promise);
    return this.#started;
  }

  /** Lets batches in hand finish (they see `shouldYield`), leaves the group, disconnects. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#liveness.stop();
    // A consumer stopped while it joins would join all the same and stay as a member nobody knows of.
    const settled = this.#started?.catch((err: unknown) => this.#options.logger.debug({ err }, 'had not started'));
    await Promise.race([settled, sleep(JOIN_PATIENCE_MS, undefined, { ref: false })]);
    await this.#consumer.disconnect();
  }

  seek(topic: string, partition: number, offset: number): void {
    this.#consumer.seek({ topic, partition, offset: String(offset) });
  }

  async #run(): Promise<void> {
    await this.#consumer.connect();
    // Where to begin is the runners' decision: they seek. For kafkajs this is what to do when an offset is gone by retention.
    await this.#consumer.subscribe({ topics: [...this.#options.topics], fromBeginning: true });
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: CONCURRENCY,
      eachBatch: (payload) => this.#eachBatch(payload),
    });
  }

  #create(): Consumer {
    const consumer = createConsumer({
      ...this.#options,
      owned: () => this.#partitions,
      onFetch: (fact) => {
        this.cursors.observe(fact);
        this.#options.onFetch(fact);
      },
      onJoin: (member) => (this.#joining = member),
    });
    this.#liveness.watch(consumer);
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => this.#joined(payload));
    consumer.on(consumer.events.CRASH, ({ payload }) => this.#crashed(payload));
    return consumer;
  }

  #joined({ groupId, memberId, memberAssignment }: ConsumerGroupJoinEvent['payload']): void {
    this.#epoch += 1;
    this.#isMember = true;
    this.#mustRejoin = false;
    this.#awaySince = undefined;
    const evicted = this.#memberId !== undefined && this.#memberId !== memberId;
    this.#memberId = memberId;
    this.#membership = this.#joining?.memberId === memberId ? this.#joining : undefined;
    this.#partitions = [...new Set(Object.values(memberAssignment).flat())].sort((a, b) => a - b);
    this.#options.logger.info({ group: groupId, partitions: this.#partitions, evicted }, 'joined the group');
    this.#options.onAssigned(this.#partitions, evicted);
    this.#firstJoin.resolve();
  }

  /** kafkajs restarts itself after some errors. Of the others only an absent cluster is worth waiting for. */
  #crashed({ error, restart }: ConsumerCrashEvent['payload']): void {
    this.#epoch += 1;
    this.#isMember = false;
    this.#membership = undefined;
    this.#mustRejoin = false;
    this.#options.logger.warn({ err: error, restart }, 'the consumer crashed');
    if (restart || this.stopping) return;
    if (isClusterAway(error)) this.#comeBack().catch((failed: unknown) => this.#fail(toError(failed)));
    else this.#fail(toError(error));
  }

  /** A crashed kafkajs consumer is finished: a new one takes its place when the cluster answers again. */
  async #comeBack(): Promise<void> {
    const since = (this.#awaySince ??= performance.now());
    for (let attempt = 0; !this.stopping; attempt += 1) {
      await backOff(attempt, 200, 5_000, this.#stop.signal);
      if (this.stopping) return;
      this.#consumer = this.#create();
      try {
        await this.#run();
        return;
      } catch (err) {
        if (!isClusterAway(err) || performance.now() - since > AWAY_PATIENCE_MS) throw err;
        this.#options.logger.warn({ err }, 'the cluster is still away');
        await closeConnections(this.#consumer);
      }
    }
  }

  #fail(error: Error): void {
    this.#firstJoin.reject(error);
    if (!this.stopping) this.#options.onFatal(error);
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
    if (this.#mustRejoin && batch.isOurs && !this.stopping) throw new RejoinWanted();
  }
}
