import type { Logger } from '@millrace/platform';
import { ClusterView } from '../kafka/cluster-view.ts';
import { partitionFor } from '../partition-for.ts';
import { bytesOf } from '../produce/sends.ts';
import { MAX_RECORD_BYTES } from '../topics/topic-config.ts';
import type { KafkaConnection, OutRecord } from '../types.ts';
import { AppendLane } from './append-lane.ts';
import { BackpressureError, RecordTooLargeError } from './errors.ts';

/** Where a record went. */
export interface Appended {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

export interface AppendOptions {
  readonly service: string;
  readonly logger: Logger;
  /** Records that wait or are under way, bytes; more is refused with BackpressureError. Default 64 MiB. */
  readonly maxQueuedBytes?: number;
  /** Producers, each with its own connections and one round in flight. Default 3. */
  readonly producers?: number;
  /** How long a record is tried before its promise rejects, milliseconds. Default 30,000. */
  readonly deliveryTimeoutMs?: number;
}

const DEFAULTS = { maxQueuedBytes: 64 * 1024 * 1024, producers: 3, deliveryTimeoutMs: 30_000 };

/**
 * Puts single records into Kafka for those who must not answer before they are safe: a record's promise resolves when all
 * in-sync replicas have it.
 *
 * A partition belongs to one producer of the pool, and a producer has one round of batches in flight. Records that arrive meanwhile
 * wait together and go in the next. While a batch's outcome is unknown the same bytes are sent again, which the broker recognises.
 * Only when the producer itself is finished (its numbering lost or taken over) are records repeated under a new identity and can be
 * there twice with the same event id; readers drop the second (enrichment by its window of ids, ClickHouse by theirs).
 */
export class AppendProducer {
  readonly #cluster: ClusterView;
  readonly #lanes: readonly AppendLane[];
  readonly #maxQueuedBytes: number;
  readonly #counts = new Map<string, number>();
  #queuedBytes = 0;
  #pending = 0;
  #closed = false;
  #drained: (() => void) | undefined;

  private constructor(cluster: ClusterView, lanes: readonly AppendLane[], maxQueuedBytes: number) {
    this.#cluster = cluster;
    this.#lanes = lanes;
    this.#maxQueuedBytes = maxQueuedBytes;
  }

  /** Connects; throws when the cluster does not answer. */
  static async connect(connection: KafkaConnection, options: AppendOptions): Promise<AppendProducer> {
    const { logger, maxQueuedBytes, producers, deliveryTimeoutMs } = { ...DEFAULTS, ...options };
    const cluster = new ClusterView(connection, logger);
    await cluster.connect();
    const lanes = await Promise.all(
      Array.from({ length: producers }, () => AppendLane.connect(connection, logger, deliveryTimeoutMs)),
    );
    return new AppendProducer(cluster, lanes, maxQueuedBytes);
  }

  /** Bytes of records that wait or are under way. */
  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /**
   * Resolves when all in-sync replicas have the record. Rejects with BackpressureError when too much waits already, and with
   * RecordTooLargeError; after any other rejection it is unknown whether the record is there.
   */
  async append(record: OutRecord): Promise<Appended> {
    if (this.#closed) throw new Error('the producer is closed');
    const bytes = bytesOf(record);
    if (bytes > MAX_RECORD_BYTES) throw new RecordTooLargeError(record.topic, bytes, MAX_RECORD_BYTES);
    if (this.#queuedBytes + bytes > this.#maxQueuedBytes) {
      throw new BackpressureError(this.#queuedBytes, this.#maxQueuedBytes);
    }
    this.#queuedBytes += bytes;
    this.#pending += 1;
    try {
      const count = this.#counts.get(record.topic) ?? (await this.#count(record.topic));
      const partition = partitionFor(record.key, count);
      const offset = await this.#lane(record.topic, partition).append({ ...record, partition }, bytes);
      return { topic: record.topic, partition, offset };
    } finally {
      this.#queuedBytes -= bytes;
      this.#pending -= 1;
      if (this.#pending === 0) this.#drained?.();
    }
  }

  /** Takes nothing more, waits for what was taken, disconnects. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#pending > 0) await new Promise<void>((resolve) => (this.#drained = resolve));
    await Promise.all([this.#cluster.disconnect(), ...this.#lanes.map((lane) => lane.disconnect())]);
  }

  async #count(topic: string): Promise<number> {
    const count = await this.#cluster.partitions(topic);
    this.#counts.set(topic, count);
    return count;
  }

  #lane(topic: string, partition: number): AppendLane {
    let hash = partition;
    for (let at = 0; at < topic.length; at += 1) hash = (hash * 31 + topic.charCodeAt(at)) >>> 0;
    return this.#lanes[hash % this.#lanes.length] as AppendLane;
  }
}
