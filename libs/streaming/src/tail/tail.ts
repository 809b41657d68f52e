import { DecodeError, type Decoded } from '@millrace/contracts';
import { LogClient, type LogSlice } from '../kafka/log-client.ts';
import { LogFollower } from '../kafka/log-follower.ts';
import { toError } from '../kafka/errors.ts';
import { metrics } from '../metrics.ts';
import { repairMarkOf } from '../repair-mark.ts';
import type { TailOptions } from './tail-options.ts';

/** How long an idle leader holds a fetch. A record ends the wait at once. */
const MAX_WAIT_MS = 500;
/** Longer without an answer of any leader, and what was applied may be old. */
const SILENT_MS = 30_000;

/** Follows every partition of some topics without a group; what GlobalTable and TopicTail have in common. */
export class Tail {
  readonly #options: TailOptions;
  readonly #from: 'first' | 'latest';
  readonly #stopping = new AbortController();
  /** Offset each partition must pass before the tail has caught up. */
  readonly #goals = new Map<string, number>();
  readonly #lags = new Map<string, number>();
  #log: LogClient | undefined;
  readonly #caughtUp = Promise.withResolvers<void>();
  #failed = false;
  #lastAnswer = performance.now();

  constructor(options: TailOptions, from: 'first' | 'latest') {
    this.#options = options;
    this.#from = from;
  }

  /** Records not applied yet, over all partitions. */
  get lag(): number {
    let sum = 0;
    for (const lag of this.#lags.values()) sum += lag;
    return sum;
  }

  /** `true`, or why what was applied is not up to date. */
  health(): true | string {
    const { topics } = this.#options;
    if (this.#failed) return `reading ${topics.join(', ')} failed`;
    if (this.#log === undefined) return `not reading ${topics.join(', ')} yet`;
    const silent = performance.now() - this.#lastAnswer;
    if (silent > SILENT_MS) return `no broker answered about ${topics.join(', ')} for ${Math.round(silent / 1_000)} s`;
    return this.#goals.size === 0 || `catching up on ${topics.join(', ')}: ${this.lag} records`;
  }

  /** Resolves when everything that was there at the start has been applied. Throws when that is not possible. */
  async start(): Promise<void> {
    const { connection, topics, logger } = this.#options;
    const log = await LogClient.connect(connection, topics, logger);
    this.#log = log;
    const follower = new LogFollower({
      log,
      logger,
      maxWaitMs: MAX_WAIT_MS,
      onSlice: (slice) => this.#take(slice),
      onAnswer: () => this.#heard(),
    });
    for (const topic of topics) {
      const partitions = log.partitionsOf(topic);
      const ends = await log.offsets(topic, partitions, 'latest');
      const starts = this.#from === 'first' ? await log.offsets(topic, partitions, 'first') : ends;
      for (const partition of partitions) {
        const offset = starts.get(partition) ?? 0;
        const end = ends.get(partition) ?? 0;
        if (offset < end) this.#goals.set(`${topic}:${partition}`, end);
        this.#lags.set(`${topic}:${partition}`, end - offset);
        follower.add({ topic, partition, offset });
      }
    }
    if (this.#goals.size === 0) this.#caughtUp.resolve();
    follower.run(this.#stopping.signal).catch((error: unknown) => this.#fail(error));
    await this.#caughtUp.promise;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#caughtUp.resolve();
    await this.#log?.disconnect();
  }

  #heard(): void {
    this.#lastAnswer = performance.now();
  }

  async #take({ topic, partition, next, stable, records }: LogSlice): Promise<number> {
    const { codecs, apply } = this.#options;
    await codecs.prepare(records.map(({ value }) => value));
    for (const record of records) {
      // What goes to one stream again is no news to anybody else.
      if (record.value === null || repairMarkOf(record)?.stream !== undefined) continue;
      const decoded = this.#decode(record.value, `${topic}-${partition}@${record.offset}`);
      if (decoded !== undefined) apply(decoded, record);
    }
    const key = `${topic}:${partition}`;
    this.#lags.set(key, Math.max(0, stable - next));
    if (next >= (this.#goals.get(key) ?? 0)) this.#goals.delete(key);
    if (this.#goals.size === 0) this.#caughtUp.resolve();
    return next;
  }

  /**
   * Bytes that are no record of ours hold no fact that could be missing, and they stay on the topic for ever: dying of them would
   * mean dying of them again after every restart, in every instance. They are passed over, counted and said aloud.
   */
  #decode(value: Buffer, position: string): Decoded | undefined {
    try {
      const decoded = this.#options.codecs.decode(value);
      if (decoded === undefined) throw new Error(`${position}: its schema was not prepared`);
      return decoded;
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      metrics.unreadable.inc({ topic: position.slice(0, position.lastIndexOf('-')) });
      this.#options.logger.error(
        { position, code: error.code, detail: error.message },
        'passed over an unreadable record',
      );
      return undefined;
    }
  }

  /** Going on without a record of ours would make the table wrong and nobody would know. */
  #fail(error: unknown): void {
    if (this.#stopping.signal.aborted) return;
    this.#failed = true;
    if (this.#goals.size > 0) this.#caughtUp.reject(toError(error));
    else this.#options.onFatal(toError(error));
  }
}
