import { backOff } from '../backoff.ts';
import { GroupConsumer } from '../group/group-consumer.ts';
import type { HeldBatch } from '../group/held-batch.ts';
import { Lag } from '../group/lag.ts';
import { ClusterView } from '../kafka/cluster-view.ts';
import { isFenced, RecordsRemoved, toError } from '../kafka/errors.ts';
import { groupOf, type RunnerOptions } from '../runner-options.ts';
import type { StreamBatchHandler, StreamSpec } from '../types.ts';
import { stopWithin } from '../stop-within.ts';
import { nextChunk } from './chunk.ts';
import { DEFAULT_PATIENCE, Failures, type Patience } from './failures.ts';
import { GroupCommits } from './group-commits.ts';
import { HandlerError, HandlerStuck } from './handler-call.ts';
import type { StreamEnv } from './stream-env.ts';
import type { TaskSlot } from './task-slot.ts';
import { TaskSlots } from './task-slots.ts';
import { AHEAD_MS } from './task.ts';

export interface StreamRunnerOptions extends RunnerOptions {
  readonly spec: StreamSpec;
  readonly handler: StreamBatchHandler;
  readonly patience?: Patience;
}

/** A transaction costs the same whatever is in it: at most some sixty a second, which a record notices as some milliseconds. */
const PACE_MS = 15;
const LIMITS = {
  ...{ maxBytesPerPartition: 2 * 1024 * 1024, maxBytes: 16 * 1024 * 1024 },
  ...{ minBytes: 1, maxWaitMs: 250, paceMs: PACE_MS },
};
const DEFAULT_CHUNK = { maxRecords: 2_000, maxBytes: 2 * 1024 * 1024 };

/**
 * Runs a Kafka → Kafka stage exactly once (docs/adr/0003). One task per partition number owns a transactional producer, its
 * stores and its position. Outputs, changelog, dead letters and offset of a chunk commit together; after any failure the task
 * is forgotten and made anew from what is committed, so that memory and log never differ.
 *
 * Memory: at most 16 MiB fetched per broker, 2 MiB (or one larger batch) per partition, plus the outputs of one chunk per
 * partition in work (6 at a time), plus the stores.
 */
export class StreamRunner {
  readonly #env: StreamEnv;
  readonly #consumer: GroupConsumer;
  readonly #lag: Lag;
  readonly #slots: TaskSlots;
  readonly #failures = new Map<number, Failures>();
  /** Aborted by `stop`: nothing new is begun. */
  readonly #stopping = new AbortController();
  /** Aborted at the deadline of `stop`: what is in hand is given up. */
  readonly #deadline = new AbortController();
  #failed = false;
  #stopped: Promise<void> | undefined;
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(options: StreamRunnerOptions) {
    const { spec, connection, logger, patience = DEFAULT_PATIENCE } = options;
    const groupId = groupOf(spec.stream);
    const commits = new GroupCommits(groupId, () => this.#consumer.membership);
    this.#env = { ...options, groupId, patience, commits, cluster: new ClusterView(connection, logger) };
    this.#lag = new Lag(spec.stream);
    this.#consumer = new GroupConsumer({
      connection,
      groupId,
      topics: spec.topics,
      limits: LIMITS,
      logger,
      onAssigned: (partitions, evicted) => this.#assigned(partitions, evicted),
      onBatch: (batch) => this.#batch(batch),
      onFetch: (fact) => this.#lag.fetched(fact, this.#consumer.cursors),
      onFatal: (error) => this.#fatal(error),
    });
    this.#slots = new TaskSlots({
      env: this.#env,
      cursors: this.#consumer.cursors,
      stopping: this.#stopping.signal,
      deadline: this.#deadline.signal,
      onFatal: (error) => this.#fatal(error),
    });
  }

  /** Resolves when this member has joined its group. Throws when the cluster does not answer. */
  async start(): Promise<void> {
    await this.#env.cluster.connect();
    await this.#consumer.start();
    if (this.#stopping.signal.aborted) return;
    this.#repeat(AHEAD_MS, () => void this.#slots.catchUp());
    const { tick } = this.#env.spec;
    if (tick !== undefined) this.#repeat(tick.everyMs, () => this.#slots.tick(tick));
  }

  /** `true`, or why the stream does not work at the moment. */
  health(): true | string {
    const { stream } = this.#env.spec;
    if (this.#failed) return `stream ${stream}: failed`;
    if (!this.#consumer.isMember) return `stream ${stream}: not in its group yet`;
    const { closed } = this.#slots;
    return closed.length === 0 || `stream ${stream}: restoring partitions ${closed.join(', ')}`;
  }

  /** Finishes and commits the chunks in hand, leaves the group, disconnects; gives up on that after `deadlineMs`. */
  stop(deadlineMs = 15_000): Promise<void> {
    this.#stopped ??= this.#stop(deadlineMs);
    return this.#stopped;
  }

  async #stop(deadlineMs: number): Promise<void> {
    this.#stopping.abort();
    for (const timer of this.#timers) clearInterval(timer);
    await stopWithin(deadlineMs, this.#deadline, async () => {
      // While we are a member; tasks with a batch in hand do it at its end.
      await this.#slots.catchUp();
      await this.#consumer.stop();
      await this.#slots.finish();
    });
    await this.#slots.drop();
    this.#lag.clear();
    await this.#env.cluster.disconnect();
  }

  #repeat(everyMs: number, work: () => void): void {
    this.#timers.push(setInterval(work, everyMs).unref());
  }

  #assigned(partitions: readonly number[], evicted: boolean): void {
    for (const partition of this.#slots.assign(partitions, evicted)) this.#lag.forget(partition);
  }

  async #batch(batch: HeldBatch): Promise<void> {
    const slot = this.#slots.get(batch.partition);
    if (slot === undefined) return;
    await slot.exclusively(async () => {
      const signal = AbortSignal.any([slot.lost, this.#deadline.signal]);
      let more = true;
      while (more && !batch.shouldYield && !slot.lost.aborted && !this.#failed) {
        try {
          more = await this.#step(slot, batch, signal);
        } catch (error) {
          await this.#recover(slot, batch, error, signal);
        }
      }
      if (this.#stopping.signal.aborted) await this.#lastPosition(slot, signal);
    });
  }

  /** Somebody else goes on from what is committed: without it, from a little before. */
  async #lastPosition(slot: TaskSlot, signal: AbortSignal): Promise<void> {
    await slot.opened?.catchUp(signal).catch((err: unknown) => {
      this.#env.logger.info({ err, partition: slot.partition }, 'the last position is not committed');
    });
  }

  /** Does the next chunk of the batch; false when the batch is used up. */
  async #step(slot: TaskSlot, batch: HeldBatch, signal: AbortSignal): Promise<boolean> {
    const { spec } = this.#env;
    const { cursors } = this.#consumer;
    const task = await this.#slots.open(slot);
    const at = cursors.get(batch.topic, batch.partition) ?? 0;
    if (at < batch.from && (await this.#env.cluster.isRemoved(batch.topic, batch.partition, at))) {
      throw new RecordsRemoved(batch.topic, batch.partition, at);
    }
    if (at < batch.from || at > batch.next) {
      batch.seek(at);
      return false;
    }
    const chunk = nextChunk(batch.records, at, batch.next, {
      maxRecords: spec.maxRecordsPerTransaction ?? DEFAULT_CHUNK.maxRecords,
      maxBytes: spec.maxBytesPerTransaction ?? DEFAULT_CHUNK.maxBytes,
    });
    if (chunk !== undefined) {
      await task.run(chunk, { topic: batch.topic, signal, heartbeat: () => batch.heartbeat() });
      cursors.set(batch.topic, batch.partition, chunk.next);
      this.#failures.get(batch.partition)?.clear();
    }
    const next = chunk?.next ?? batch.next;
    batch.resolve(next);
    this.#lag.set(batch.topic, batch.partition, batch.highWatermark - next);
    return next < batch.next;
  }

  /** Memory is not to be trusted any more: start over from what is committed, after a pause. */
  async #recover(slot: TaskSlot, batch: HeldBatch, error: unknown, signal: AbortSignal): Promise<void> {
    await slot.drop();
    if (signal.aborted || this.#stopping.signal.aborted || slot.lost.aborted) return;
    const { logger, spec } = this.#env;
    const fenced = isFenced(error);
    logger.warn({ err: error, stream: spec.stream, partition: slot.partition, fenced }, 'task starts over');
    let failures = this.#failures.get(slot.partition);
    if (failures === undefined) this.#failures.set(slot.partition, (failures = new Failures(this.#env.patience)));
    if (failures.add(error instanceof HandlerError, performance.now()) || error instanceof HandlerStuck) {
      this.#fatal(toError(error instanceof HandlerError ? error.cause : error));
      return;
    }
    await failures.pause(AbortSignal.any([signal, this.#stopping.signal]));
    if (fenced) await this.#askGroup(batch);
  }

  /**
   * Somebody used our transactional id. Fencing them back is right only if the group still counts us in, which a heartbeat
   * tells (kafkajs sends one a second at most); if it does not, the batch yields and kafkajs joins again.
   */
  async #askGroup(batch: HeldBatch): Promise<void> {
    await backOff(0, 1_200, 1_200, this.#stopping.signal);
    await batch.heartbeat();
  }

  #fatal(error: Error): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#env.onFatal(error);
    this.stop().catch((err: unknown) => this.#env.logger.warn({ err }, 'stopping after a fatal error failed'));
  }
}
