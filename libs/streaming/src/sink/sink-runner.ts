import { backOff } from '../backoff.ts';
import { GroupConsumer } from '../group/group-consumer.ts';
import { PartitionLost, type HeldBatch } from '../group/held-batch.ts';
import { Lag } from '../group/lag.ts';
import { ClusterView } from '../kafka/cluster-view.ts';
import { RecordsRemoved, toError } from '../kafka/errors.ts';
import { groupOf, type RunnerOptions } from '../runner-options.ts';
import { stopWithin } from '../stop-within.ts';
import { DEFAULT_PATIENCE, Failures } from '../stream/failures.ts';
import type { SinkBlockHandler, SinkSpec } from '../types.ts';
import { JointBlocks } from './joint-blocks.ts';
import type { SinkEnv } from './sink-env.ts';
import { SinkSlot } from './sink-slot.ts';

export interface SinkRunnerOptions extends RunnerOptions {
  readonly spec: SinkSpec;
  readonly handler: SinkBlockHandler;
}

const MIN_BYTES = 1024 * 1024;
const AT_THE_END_MS = 100;

/**
 * Runs a Kafka → elsewhere stage exactly once, into a target that drops a block whose token it has already (docs/adr/0003).
 *
 * 1. The ranges {partition, first, last} of a block are committed as metadata of the consumer offset of each of its partitions, in one
 *    request and so in all of them or in none, before the block is inserted.
 * 2. The block is inserted under the token `topic:partition:first-last,…` until the target says yes.
 * 3. The offsets after the block are committed, without an announcement.
 *
 * A crash before 1: nothing was inserted; anybody may cut other blocks. Between 1 and 3: whoever owns one of the partitions next
 * finds all the ranges, reads exactly their records again (committed records of a range never change) and inserts the identical block
 * under the same token: the target has it and drops it, or it takes it. Then the owner commits its own partition's end; owners of
 * the others do the same, in whatever order. A zombie can insert a block late, but only one that was announced, so under a token
 * that the target knows or will know with the same content; and it can announce nothing new, because its commits carry a generation
 * that the coordinator refuses. So every record is in exactly one announced block that completes, and every such block counts once.
 *
 * It holds as long as the target remembers the tokens of the blocks that may still be retried (one per partition, and those of
 * zombies), and the topic keeps records longer than the sink can be down.
 *
 * Memory: `maxBytes` (at least 1 MiB) fetched per leader, half of it at most of one partition; a fetch is one block, or several if it has
 * more records than one may have.
 */
export class SinkRunner {
  readonly #env: SinkEnv;
  readonly #consumer: GroupConsumer;
  readonly #lag: Lag;
  readonly #blocks: JointBlocks;
  readonly #slots = new Map<string, SinkSlot>();
  readonly #failures = new Failures(DEFAULT_PATIENCE);
  readonly #stopping = new AbortController();
  readonly #deadline = new AbortController();
  #failed = false;
  #stopped: Promise<void> | undefined;

  constructor(options: SinkRunnerOptions) {
    const { spec, connection, logger } = options;
    const groupId = groupOf(spec.stream);
    const bytes = Math.max(spec.maxBytes, MIN_BYTES);
    this.#env = { ...options, groupId, cluster: new ClusterView(connection, logger) };
    this.#lag = new Lag(spec.stream);
    this.#blocks = new JointBlocks(this.#env);
    this.#consumer = new GroupConsumer({
      connection,
      groupId,
      topics: spec.topics,
      limits: {
        // What is waited for must be less than one partition may bring: a backlog of one alone is not waited for.
        ...{ maxBytesPerPartition: bytes >> 1, maxBytes: bytes, minBytes: (bytes >> 1) - (bytes >> 4) },
        ...{ maxWaitMs: spec.lingerMs, paceMs: 0 },
      },
      logger,
      onAssigned: (partitions) => this.#assigned(partitions),
      onBatch: (batch) => this.#batch(batch),
      onFetch: (fact) => this.#lag.fetched(fact, this.#consumer.cursors),
      onFatal: (error) => this.#fatal(error),
    });
  }

  /** Resolves when this member has joined its group. Throws when the cluster does not answer. */
  async start(): Promise<void> {
    await this.#env.cluster.connect();
    await this.#consumer.start();
  }

  /** `true`, or why the sink does not work at the moment. */
  health(): true | string {
    const { stream } = this.#env.spec;
    if (this.#failed) return `sink ${stream}: failed`;
    return this.#consumer.isMember || `sink ${stream}: not in its group yet`;
  }

  /** Finishes the blocks in hand, leaves the group, disconnects; gives up on that after `deadlineMs`. */
  stop(deadlineMs = 15_000): Promise<void> {
    this.#stopped ??= this.#stop(deadlineMs);
    return this.#stopped;
  }

  async #stop(deadlineMs: number): Promise<void> {
    this.#stopping.abort();
    await stopWithin(deadlineMs, this.#deadline, () => this.#consumer.stop());
    this.#lag.clear();
    await this.#env.cluster.disconnect();
  }

  /** Every join starts from the committed offset again: it is one question per partition, and in doubt it is right. */
  #assigned(partitions: readonly number[]): void {
    for (const slot of this.#slots.values()) {
      slot.release();
      this.#consumer.cursors.delete(slot.topic, slot.partition);
      if (!partitions.includes(slot.partition)) this.#lag.forget(slot.partition);
    }
    this.#slots.clear();
  }

  #slot(topic: string, partition: number): SinkSlot {
    const key = `${topic}:${partition}`;
    let slot = this.#slots.get(key);
    if (slot === undefined) this.#slots.set(key, (slot = new SinkSlot(this.#env, topic, partition)));
    return slot;
  }

  async #batch(batch: HeldBatch): Promise<void> {
    const slot = this.#slot(batch.topic, batch.partition);
    await slot.mutex.run(async () => {
      const signal = AbortSignal.any([slot.lost, this.#deadline.signal]);
      let more = true;
      while (more && !batch.shouldYield && !slot.lost.aborted && !this.#failed) {
        try {
          more = await this.#step(slot, batch, signal);
          this.#failures.clear();
        } catch (error) {
          await this.#recover(slot, batch, error);
        }
      }
    });
  }

  /** Does the next block of the batch; false when the batch is used up. */
  async #step(slot: SinkSlot, batch: HeldBatch, signal: AbortSignal): Promise<boolean> {
    const { cursors } = this.#consumer;
    if (!slot.isOpen) cursors.set(batch.topic, batch.partition, await slot.open(batch, signal));
    const at = cursors.get(batch.topic, batch.partition) ?? 0;
    if (at < batch.from && (await this.#env.cluster.isRemoved(batch.topic, batch.partition, at))) {
      throw new RecordsRemoved(batch.topic, batch.partition, at);
    }
    if (at < batch.from || at > batch.next) {
      batch.seek(at);
      return false;
    }
    const { end } = slot;
    if (at >= end) {
      void this.#waitForMore(slot, batch, at);
      return false;
    }
    const chunk = slot.cut(batch, at, end);
    if (chunk !== undefined) await this.#blocks.put({ batch, chunk, signal });
    const next = chunk?.next ?? Math.min(end, batch.next);
    cursors.set(batch.topic, batch.partition, next);
    batch.resolve(next);
    this.#lag.set(batch.topic, batch.partition, batch.highWatermark - next);
    return next < batch.next;
  }

  /** At the end of its stretch a partition is paused until the end has moved; the others go on. */
  async #waitForMore(slot: SinkSlot, batch: HeldBatch, at: number): Promise<void> {
    const resume = batch.pause();
    const over = AbortSignal.any([slot.lost, this.#stopping.signal]);
    while (!over.aborted && slot.end <= at) await backOff(0, AT_THE_END_MS, AT_THE_END_MS, over);
    resume();
  }

  async #recover(slot: SinkSlot, batch: HeldBatch, error: unknown): Promise<void> {
    slot.forget();
    if (error instanceof PartitionLost || batch.shouldYield || slot.lost.aborted) return;
    const { logger, spec } = this.#env;
    logger.warn({ err: error, stream: spec.stream, topic: slot.topic, partition: slot.partition }, 'sink starts over');
    if (this.#failures.add(false, performance.now())) {
      this.#fatal(toError(error));
      return;
    }
    await this.#failures.pause(this.#stopping.signal);
    await batch.heartbeat();
  }

  #fatal(error: Error): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#env.onFatal(error);
    this.stop().catch((err: unknown) => this.#env.logger.warn({ err }, 'stopping after a fatal error failed'));
  }
}
