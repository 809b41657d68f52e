import type { Logger } from '@millrace/platform';
import type { Admin } from 'kafkajs';
import { backOff } from '../backoff.ts';
import type { KafkaConnection } from '../types.ts';
import { kafkaClient } from './client.ts';

/** What a group committed for one partition. */
export interface Committed {
  /** Next offset to read, or undefined when there is none (never committed, or reset by kafkajs after data loss). */
  readonly offset: number | undefined;
  readonly metadata: string;
}

export interface Bounds {
  /** First offset there is. */
  readonly low: number;
  /** High watermark: offset after the last replicated record, of open transactions too. */
  readonly high: number;
}

const ATTEMPTS = 10;

/** Questions to the cluster, asked again when a coordinator or leader has moved (kafkajs gives up on those here). */
export class ClusterView {
  readonly #admin: Admin;
  readonly #logger: Logger;
  readonly #partitions = new Map<string, Promise<number>>();

  constructor(connection: KafkaConnection, logger: Logger) {
    this.#admin = kafkaClient(connection, logger).admin();
    this.#logger = logger;
  }

  connect(): Promise<void> {
    return this.#admin.connect();
  }

  disconnect(): Promise<void> {
    return this.#admin.disconnect();
  }

  /** Committed offsets of one partition of each topic. Fails rather than leave one out: "none" means start over. */
  async committed(groupId: string, topics: readonly string[], partition: number): Promise<Map<string, Committed>> {
    const answer = await this.#ask(() => this.#admin.fetchOffsets({ groupId, topics: [...topics] }));
    return new Map(
      topics.map((topic) => {
        const found = answer.find((one) => one.topic === topic)?.partitions.find((one) => one.partition === partition);
        if (found === undefined)
          throw new Error(`the coordinator says nothing about ${groupId} on ${topic}-${partition}`);
        const offset = Number(found.offset);
        return [topic, { offset: offset < 0 ? undefined : offset, metadata: found.metadata ?? '' }];
      }),
    );
  }

  async bounds(topic: string, partition: number): Promise<Bounds> {
    const answer = await this.#ask(() => this.#admin.fetchTopicOffsets(topic));
    const found = answer.find((one) => one.partition === partition);
    if (found === undefined) throw new Error(`${topic} has no partition ${partition}`);
    return { low: Number(found.low), high: Number(found.high) };
  }

  /** Number of partitions of a topic, asked once: it decides where keys live and must not change under a running process. */
  partitions(topic: string): Promise<number> {
    const known = this.#partitions.get(topic);
    if (known !== undefined) return known;
    const asked = this.#ask(() => this.#admin.fetchTopicMetadata({ topics: [topic] })).then(
      ({ topics }) => topics[0]?.partitions.length ?? 0,
    );
    this.#partitions.set(topic, asked);
    asked.catch(() => this.#partitions.delete(topic));
    return asked;
  }

  async #ask<T>(question: () => Promise<T>): Promise<T> {
    const never = new AbortController().signal;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await question();
      } catch (err) {
        if (attempt === ATTEMPTS) throw err;
        this.#logger.debug({ err }, 'asking the cluster again');
        await backOff(attempt, 50, 1_000, never);
      }
    }
  }
}
