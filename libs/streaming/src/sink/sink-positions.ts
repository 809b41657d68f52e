import type { Logger } from '@millrace/platform';
import { ClusterView } from '../kafka/cluster-view.ts';
import { groupOf } from '../runner-options.ts';
import type { BlockRange, KafkaConnection } from '../types.ts';
import { decodeIntent } from './intent.ts';

/** Where a sink stands in one partition. */
export interface SinkPosition {
  readonly partition: number;
  /** First offset that retention left, and the end of the partition. */
  readonly low: number;
  readonly high: number;
  /** Everything before it is in the target; undefined when the sink never committed. */
  readonly done: number | undefined;
  /** The partition's part of a block that was announced and may or may not be in the target; it begins at `done`. */
  readonly announced: BlockRange | undefined;
}

/** Asks how far sinks have come, without being one of them. */
export class SinkPositions {
  readonly #cluster: ClusterView;

  private constructor(cluster: ClusterView) {
    this.#cluster = cluster;
  }

  static async connect(connection: KafkaConnection, logger: Logger): Promise<SinkPositions> {
    const cluster = new ClusterView(connection, logger);
    await cluster.connect();
    return new SinkPositions(cluster);
  }

  /** Every partition of the topic, in order. */
  async of(stream: string, topic: string): Promise<SinkPosition[]> {
    const partitions = await this.#cluster.partitions(topic);
    return Promise.all(
      Array.from({ length: partitions }, async (_, partition) => {
        const { low, high } = await this.#cluster.bounds(topic, partition);
        const committed = (await this.#cluster.committed(groupOf(stream), [topic], partition)).get(topic);
        const block = decodeIntent(committed?.metadata ?? '', partition);
        const announced = block?.find((range) => range.partition === partition);
        return { partition, low, high, done: committed?.offset, announced };
      }),
    );
  }

  /** First offset of each partition whose record is not older than `time` (milliseconds); its end when there is none. */
  since(topic: string, time: number): Promise<Map<number, number>> {
    return this.#cluster.since(topic, time);
  }

  /** Forgets the group of a sink that will not run again; nothing happens when it never committed. */
  async forget(stream: string): Promise<void> {
    await this.#cluster.deleteGroup(groupOf(stream));
  }

  async close(): Promise<void> {
    await this.#cluster.disconnect();
  }
}
