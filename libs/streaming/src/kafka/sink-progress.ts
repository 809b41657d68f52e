import type { Logger } from '@millrace/platform';
import { groupOf } from '../runner-options.ts';
import type { KafkaConnection } from '../types.ts';
import { ClusterView } from './cluster-view.ts';
import { readRanges } from './read-ranges.ts';

/** Ends of the partitions of a topic at one moment, in the order of the partitions. */
export type TopicEnds = readonly number[];

/** So few offsets may be nothing but the end of a transaction; reading them tells. */
const FEW = 1_000;

/** Tells whether a stream of ours has got past a moment: whatever was committed before it has then been written. */
export class SinkProgress {
  readonly #connection: KafkaConnection;
  readonly #logger: Logger;
  readonly #cluster: ClusterView;

  private constructor(connection: KafkaConnection, logger: Logger) {
    this.#connection = connection;
    this.#logger = logger;
    this.#cluster = new ClusterView(connection, logger);
  }

  /** Throws when the cluster does not answer. */
  static async connect(connection: KafkaConnection, logger: Logger): Promise<SinkProgress> {
    const progress = new SinkProgress(connection, logger);
    await progress.#cluster.connect();
    return progress;
  }

  async ends(topic: string): Promise<TopicEnds> {
    const partitions = Array.from({ length: await this.#cluster.partitions(topic) }, (_, partition) => partition);
    return Promise.all(partitions.map(async (partition) => (await this.#cluster.bounds(topic, partition)).high));
  }

  /** Whether every record of the topic before `ends` has been processed by the stream. */
  async hasPassed(stream: string, topic: string, ends: TopicEnds, signal: AbortSignal): Promise<boolean> {
    for (const [partition, end] of ends.entries()) {
      const { low } = await this.#cluster.bounds(topic, partition);
      const { offset = low } = (await this.#cluster.committed(groupOf(stream), [topic], partition)).get(topic) ?? {};
      const from = Math.max(low, offset);
      if (from < end && !(await this.#isBare(topic, partition, from, end, signal))) return false;
    }
    return true;
  }

  async disconnect(): Promise<void> {
    await this.#cluster.disconnect();
  }

  /** Whether there is no record between two offsets: ends of transactions, and what was aborted. */
  async #isBare(topic: string, partition: number, from: number, to: number, signal: AbortSignal): Promise<boolean> {
    if (to - from > FEW) return false;
    let records = 0;
    const onRecords = (read: readonly unknown[]): void => void (records += read.length);
    await readRanges(this.#connection, [{ topic, partition, from, to }], { logger: this.#logger, signal, onRecords });
    return records === 0;
  }
}
