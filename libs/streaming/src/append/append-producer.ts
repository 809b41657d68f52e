import type { Logger } from '@millrace/platform';
import { ClusterView } from '../kafka/cluster-view.ts';
import { partitionFor } from '../partition-for.ts';
import { bytesOf } from '../produce/sends.ts';
import { MAX_RECORD_BYTES } from '../topics/topic-config.ts';
import type { KafkaConnection, OutRecord } from '../types.ts';
import { AppendRounds } from './append-rounds.ts';
import { Delivery } from './delivery.ts';
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
  /** How long a record is tried before its promise rejects, milliseconds. Default 30,000. */
  readonly deliveryTimeoutMs?: number;
}

const DEFAULTS = { maxQueuedBytes: 64 * 1024 * 1024, deliveryTimeoutMs: 30_000 };

/**
 * Puts single records into Kafka for those who must not answer before they are safe: a record's promise resolves when all
 * in-sync replicas have it.
 *
 * One round of batches is in flight, a batch for each partition that has records. Records that arrive meanwhile
 * wait together and go in the next. While a batch's outcome is unknown the same bytes are sent again, which the broker recognises.
 * Only when the producer itself is finished (its numbering lost or taken over) are records repeated under a new identity and can be
 * there twice with the same event id; readers drop the second (enrichment by its window of ids, ClickHouse by theirs).
 */
export class AppendProducer {
  readonly #cluster: ClusterView;
  readonly #rounds: AppendRounds;
  readonly #maxQueuedBytes: number;
  readonly #counts = new Map<string, number>();
  #queuedBytes = 0;
  #pending = 0;
  #closed = false;
  #drained: (() => void) | undefined;

  private constructor(cluster: ClusterView, rounds: AppendRounds, maxQueuedBytes: number) {
    this.#cluster = cluster;
    this.#rounds = rounds;
    this.#maxQueuedBytes = maxQueuedBytes;
  }

  /** Connects; throws when the cluster does not answer. */
  static async connect(connection: KafkaConnection, options: AppendOptions): Promise<AppendProducer> {
    const { logger, maxQueuedBytes, deliveryTimeoutMs } = { ...DEFAULTS, ...options };
    const cluster = new ClusterView(connection, logger);
    await cluster.connect();
    const rounds = await AppendRounds.connect(connection, logger, deliveryTimeoutMs);
    return new AppendProducer(cluster, rounds, maxQueuedBytes);
  }

  /** Bytes of records that wait or are under way. */
  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /** Puts one record into Kafka; see `appendAll`. */
  async append(record: OutRecord): Promise<Appended> {
    const [appended] = await this.appendAll([record]);
    if (appended === undefined) throw new Error('one record has one place');
    return appended;
  }

  /**
   * Resolves when all in-sync replicas have every record, with their places. Rejects with BackpressureError when too much waits
   * already, and with RecordTooLargeError: then nothing was written. After any other rejection, which comes when every record is
   * settled, it is unknown which of them are there.
   */
  async appendAll(records: readonly OutRecord[]): Promise<Appended[]> {
    const total = this.#admit(records);
    try {
      for (const { topic } of records) if (!this.#counts.has(topic)) await this.#count(topic);
      const delivery = new Delivery(records.length, performance.now());
      const partitions = records.map((record, index) => {
        const partition = partitionFor(record.key, this.#counts.get(record.topic) ?? 0);
        this.#rounds.push(record.topic, partition, { record, delivery, index, bytes: bytesOf(record) });
        return partition;
      });
      const offsets = await delivery.done;
      return records.map(({ topic }, index) => {
        return { topic, partition: partitions[index] ?? -1, offset: offsets[index] ?? -1 };
      });
    } finally {
      this.#queuedBytes -= total;
      this.#pending -= 1;
      if (this.#pending === 0) this.#drained?.();
    }
  }

  /** Counts the records in, or throws why they cannot be taken. */
  #admit(records: readonly OutRecord[]): number {
    if (this.#closed) throw new Error('the producer is closed');
    let total = 0;
    for (const record of records) {
      const bytes = bytesOf(record);
      if (bytes > MAX_RECORD_BYTES) throw new RecordTooLargeError(record.topic, bytes, MAX_RECORD_BYTES);
      total += bytes;
    }
    if (this.#queuedBytes + total > this.#maxQueuedBytes) {
      throw new BackpressureError(this.#queuedBytes, this.#maxQueuedBytes);
    }
    this.#queuedBytes += total;
    this.#pending += 1;
    return total;
  }

  /** Takes nothing more, waits for what was taken, disconnects. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#pending > 0) await new Promise<void>((resolve) => (this.#drained = resolve));
    await Promise.all([this.#cluster.disconnect(), this.#rounds.disconnect()]);
  }

  async #count(topic: string): Promise<void> {
    this.#counts.set(topic, await this.#cluster.partitions(topic));
  }
}
