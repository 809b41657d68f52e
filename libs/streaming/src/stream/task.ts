import { changelogTopic } from '@millrace/contracts';
import { metrics } from '../metrics.ts';
import { partitionFor } from '../partition-for.ts';
import { meantFor } from '../repair-mark.ts';
import { BatchTraces } from '../tracing.ts';
import { BatchContext } from './batch-context.ts';
import type { Chunk } from './chunk.ts';
import { deadLetterOf } from './dead-letter.ts';
import { callHandler } from './handler-call.ts';
import { SendRounds } from '../produce/sends.ts';
import type { StoreContent, Tick } from '../types.ts';
import type { StreamEnv } from './stream-env.ts';
import type { TaskProducer } from './task-producer.ts';

/** How long what has nothing to write may go uncommitted, milliseconds. */
export const AHEAD_MS = 500;
const NOTHING = (): void => undefined;

/** What the work on a chunk needs of the batch it was fetched with. */
export interface ChunkHost {
  readonly topic: string;
  readonly signal: AbortSignal;
  heartbeat(): Promise<void>;
}

/** One partition number's state, position and producer. Any failure ends it: a new one is made from committed state. */
export class Task {
  readonly partition: number;
  /** Offsets by input topic up to which everything is handled. */
  readonly positions: ReadonlyMap<string, number>;
  readonly #positions: Map<string, number>;
  readonly #env: StreamEnv;
  readonly #producer: TaskProducer;
  readonly #stores: ReadonlyMap<string, StoreContent>;
  /** When the first record was handled whose offset is not committed yet; undefined: all are. On the clock of performance.now(). */
  #aheadSince: number | undefined;

  constructor(
    env: StreamEnv,
    partition: number,
    producer: TaskProducer,
    stores: ReadonlyMap<string, StoreContent>,
    positions: Map<string, number>,
  ) {
    this.#env = env;
    this.partition = partition;
    this.#producer = producer;
    this.#stores = stores;
    this.#positions = positions;
    this.positions = positions;
  }

  /** Whether records were handled that nothing had to be written for, and whose offsets are not committed yet. */
  get isAhead(): boolean {
    return this.#aheadSince !== undefined;
  }

  /**
   * Handles a chunk and commits outputs, dead letters, changelog and offset in one transaction. What has nothing to write is not worth a
   * transaction: its offset is committed with the next one, after half a second, or by `catchUp`; a task that is opened before that
   * handles it again, which writes nothing again.
   */
  async run(chunk: Chunk, host: ChunkHost): Promise<void> {
    const { spec, groupId, handler, patience } = this.#env;
    const stop = metrics.batchSeconds.startTimer({ stream: spec.stream });
    const traces = new BatchTraces(spec.stream, groupId, chunk.records);
    try {
      const context = this.#context(chunk, host, traces);
      await callHandler(handler, context, patience.handlerMs);
      const sends = await this.#sends(context);
      this.#positions.set(host.topic, chunk.next);
      this.#aheadSince ??= performance.now();
      const isDue = spec.hasEffects === true || performance.now() - this.#aheadSince >= AHEAD_MS;
      if (sends !== undefined || isDue) await this.#commit(sends ?? NOTHING, host.signal);
      traces.end();
      this.#count(context);
      stop();
    } catch (error) {
      traces.end(error);
      metrics.transactions.inc({ stream: spec.stream, outcome: 'failed' });
      throw error;
    }
  }

  /** Does what the time asks for, if there is anything to write. */
  async tick(handler: Tick['handler'], signal: AbortSignal): Promise<void> {
    const sends = await this.#apart(handler, signal);
    if (sends !== undefined) await this.#commit(sends, signal);
  }

  /** Commits the offsets of what was handled and not committed. */
  async catchUp(signal: AbortSignal): Promise<void> {
    if (this.isAhead) await this.#commit(NOTHING, signal);
  }

  /**
   * As a tick, when this member has left its group: without a position, in a transaction of the task's own, which whoever opens the task
   * next ends and refuses first of all.
   */
  async lastWords(handler: Tick['handler'], signal: AbortSignal): Promise<void> {
    const sends = await this.#apart(handler, signal);
    if (sends === undefined) return;
    const rounds = new SendRounds();
    sends(rounds);
    await this.#producer.commit(rounds.rounds);
    metrics.transactions.inc({ stream: this.#env.spec.stream, outcome: 'committed' });
  }

  /** Commits what is to be written together with all positions: those of a tick, too, because they carry the member's generation. */
  async #commit(write: (sends: SendRounds) => void, signal: AbortSignal): Promise<void> {
    const { partition } = this;
    const offsets = [...this.#positions].map(([topic, offset]) => ({ topic, partition, offset }));
    await this.#env.commits.commit({ producer: this.#producer, offsets, signal, write });
    this.#aheadSince = undefined;
    metrics.transactions.inc({ stream: this.#env.spec.stream, outcome: 'committed' });
  }

  close(): Promise<void> {
    return this.#producer.close();
  }

  #context(chunk: Chunk, host: ChunkHost, traces: BatchTraces): BatchContext {
    const { spec, service, codecs } = this.#env;
    return new BatchContext({
      topic: host.topic,
      partition: this.partition,
      records: meantFor(spec.stream, chunk.records),
      stores: this.#stores,
      traces,
      signal: host.signal,
      heartbeat: () => host.heartbeat(),
      toDeadLetter: (record, reason) => deadLetterOf(record, reason, { service, stream: spec.stream, codecs }),
    });
  }

  /** What work without records has to write, undefined when it is nothing. */
  async #apart(handler: Tick['handler'], signal: AbortSignal): Promise<((sends: SendRounds) => void) | undefined> {
    const { spec, groupId } = this.#env;
    const [topic = ''] = spec.topics;
    const nothing: Chunk = { records: [], next: 0, bytes: 0 };
    const traces = new BatchTraces(spec.stream, groupId, nothing.records);
    const context = this.#context(nothing, { topic, signal, heartbeat: () => Promise.resolve() }, traces);
    handler(context);
    return this.#sends(context);
  }

  /** Adds everything the context has to write, and what changed in the stores; undefined when that is nothing. */
  async #sends({ outputs }: BatchContext): Promise<((sends: SendRounds) => void) | undefined> {
    const counts = new Map<string, number>();
    for (const { topic } of outputs) {
      if (!counts.has(topic)) counts.set(topic, await this.#env.cluster.partitions(topic));
    }
    const changes = [...this.#stores].map(([name, store]) => ({
      topic: changelogTopic(this.#env.service, name).name,
      changes: store.takeChanges(),
    }));
    if (outputs.length === 0 && changes.every((one) => one.changes.length === 0)) return undefined;
    return (sends) => {
      for (const out of outputs) sends.add(out.topic, partitionFor(out.key, counts.get(out.topic) ?? 0), out);
      for (const one of changes) for (const change of one.changes) sends.add(one.topic, this.partition, change);
    };
  }

  #count({ records, outcomes }: BatchContext): void {
    const { stream } = this.#env.spec;
    let others = 0;
    for (const [outcome, count] of outcomes) {
      metrics.records.inc({ stream, outcome }, count);
      others += count;
    }
    metrics.records.inc({ stream, outcome: 'ok' }, Math.max(0, records.length - others));
  }
}
