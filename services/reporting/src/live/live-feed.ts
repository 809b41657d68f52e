import type { Codecs } from '@millrace/contracts';
import { topic } from '@millrace/contracts';
import type { Logger } from '@millrace/platform';
import { type KafkaConnection, TopicTail } from '@millrace/streaming';
import type { OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { tell } from './happenings.ts';
import type { LiveHub } from './live-hub.ts';

export interface LiveFeedOptions {
  readonly connection: KafkaConnection;
  readonly codecs: Codecs;
  readonly logger: Logger;
  readonly hub: LiveHub;
}

const TOPICS = [topic.telemetryEnriched, topic.anomaliesEvents, topic.alarmsEvents];
/** How long the feed goes on for nobody: a page that is reloaded finds it running. */
const LINGER_MS = 30_000;
const RESTART_MS = 1_000;

/**
 * Follows the topics from now on for as long as somebody listens: decoding every reading of the plant for nobody would cost as much
 * as storing it. Nothing here is a fact, so when following fails it starts over from the present.
 */
export class LiveFeed implements OnApplicationShutdown {
  readonly #options: LiveFeedOptions;
  readonly #stopping = new AbortController();
  #wanted = 0;
  #idle: NodeJS.Timeout | undefined;
  /** Starts and stops take turns. */
  #turn: Promise<void> = Promise.resolve();
  #tail: TopicTail | undefined;

  constructor(options: LiveFeedOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#tail !== undefined;
  }

  /** Somebody listens; resolves when what happens from now on will be heard. */
  acquire(): Promise<void> {
    this.#wanted += 1;
    clearTimeout(this.#idle);
    return this.#take(() => this.#start());
  }

  /** Somebody listens no more. */
  release(): void {
    this.#wanted -= 1;
    if (this.#wanted > 0) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(
      () => void this.#take(() => (this.#wanted > 0 ? Promise.resolve() : this.#stop())),
      LINGER_MS,
    );
    this.#idle.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#idle);
    await this.#take(() => this.#stop());
  }

  #take(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work);
    return this.#turn;
  }

  async #start(): Promise<void> {
    const { hub, logger, ...rest } = this.#options;
    while (this.#tail === undefined && this.#wanted > 0 && !this.#stopping.signal.aborted) {
      const tail: TopicTail = new TopicTail({
        ...rest,
        logger,
        topics: TOPICS,
        apply: (decoded) => tell(hub, decoded),
        onFatal: (error) => this.#restart(tail, error),
      });
      try {
        await tail.start();
        this.#tail = tail;
      } catch (error) {
        logger.warn({ err: error }, 'live feed could not start');
        await tail.stop();
        await delay(RESTART_MS, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    }
  }

  #restart(tail: TopicTail, error: Error): void {
    if (this.#tail !== tail) return;
    this.#options.logger.warn({ err: error }, 'live feed starts over from now');
    void this.#take(() => this.#stop());
    void this.#take(() => this.#start());
  }

  async #stop(): Promise<void> {
    const tail = this.#tail;
    this.#tail = undefined;
    await tail?.stop();
  }
}
