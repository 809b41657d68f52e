import type { Logger } from '@millrace/platform';
import type { Admin } from 'kafkajs';
import type { KafkaConnection } from '../types.ts';
import { bareCluster, listOffsets, type BareCluster } from './bare-cluster.ts';
import { hasType } from './errors.ts';
import { kafkaClient } from './client.ts';
import { fetchOffsetsCall, type CommittedOffset } from './group-offsets.ts';
import { persist } from './persist.ts';
import { findCoordinator } from './wire.ts';

/** What a group committed for one partition. */
export interface Committed {
  /** Next offset to read, undefined when the group never committed one. */
  readonly offset: number | undefined;
  /** kafkajs met an offset that retention had removed and committed "the earliest" (-2) in place of ours. */
  readonly reset: boolean;
  readonly metadata: string;
}

export interface Bounds {
  /** First offset there is. */
  readonly low: number;
  /** High watermark: offset after the last replicated record, of open transactions too. */
  readonly high: number;
}

const EARLIEST = -2;
const GROUP_ID_NOT_FOUND = 69;

/** Questions to the cluster, asked again when a coordinator or leader has moved (kafkajs gives up on those here). */
export class ClusterView {
  readonly #admin: Admin;
  /** Reads uncommitted: kafkajs's admin calls the last stable offset "high". */
  readonly #bare: BareCluster;
  readonly #logger: Logger;
  readonly #partitions = new Map<string, Promise<number>>();

  constructor(connection: KafkaConnection, logger: Logger) {
    const kafka = kafkaClient(connection, logger);
    this.#admin = kafka.admin();
    this.#bare = bareCluster(kafka, true);
    this.#logger = logger;
  }

  async connect(): Promise<void> {
    await Promise.all([this.#admin.connect(), this.#bare.connect()]);
  }

  async disconnect(): Promise<void> {
    await Promise.all([this.#admin.disconnect(), this.#bare.disconnect()]);
  }

  /**
   * Committed offsets of one partition of each topic, none of which an undecided transaction may still move: that is waited for, some
   * ten seconds. Fails rather than leave one out: "none" means start over.
   */
  async committed(groupId: string, topics: readonly string[], partition: number): Promise<Map<string, Committed>> {
    const wanted = new Map(topics.map((topic) => [topic, [partition]]));
    const answer = await this.#ask(() => this.#offsets(groupId, wanted));
    return new Map(
      topics.map((topic) => {
        const found = answer.find((one) => one.topic === topic && one.partition === partition);
        if (found === undefined)
          throw new Error(`the coordinator says nothing about ${groupId} on ${topic}-${partition}`);
        const { offset, metadata } = found;
        return [topic, { offset: offset < 0 ? undefined : offset, reset: offset === EARLIEST, metadata }];
      }),
    );
  }

  /** Waits until no undecided transaction moves an offset of the group, some ten seconds; then throws UNSTABLE_OFFSET_COMMIT. */
  async settled(groupId: string): Promise<void> {
    await this.#ask(() => this.#offsets(groupId, undefined));
  }

  async bounds(topic: string, partition: number): Promise<Bounds> {
    return this.#ask(async () => {
      const { cluster } = this.#bare;
      await cluster.addTargetTopic(topic);
      const low = (await listOffsets(cluster, topic, [partition], 'first')).get(partition);
      const high = (await listOffsets(cluster, topic, [partition], 'latest')).get(partition);
      if (low !== undefined && high !== undefined) return { low, high };
      throw new Error(`${topic} has no partition ${partition}`);
    });
  }

  /** First offset of each partition whose record is not older than `time` (milliseconds); its end when there is none. */
  async since(topic: string, time: number): Promise<Map<number, number>> {
    const found = await this.#ask(() => this.#admin.fetchTopicOffsetsByTimestamp(topic, time));
    return new Map(found.map(({ partition, offset }) => [partition, Number(offset)]));
  }

  /** Takes every member out of the group: what they still commit is refused, and they join again as new ones. */
  async evictMembers(groupId: string): Promise<void> {
    const { groups } = await this.#ask(() => this.#admin.describeGroups([groupId]));
    for (const { memberId } of groups.flatMap(({ members }) => members)) {
      await this.#ask(async () => {
        const coordinator = await findCoordinator(this.#bare.cluster, 'group', groupId);
        await coordinator.leaveGroup({ groupId, memberId }).catch((error: unknown) => {
          if (!hasType(error, 'UNKNOWN_MEMBER_ID')) throw error; // it has left by itself
        });
      });
    }
  }

  /** Removes a consumer group without members; one that does not exist is none to remove. */
  async deleteGroup(groupId: string): Promise<void> {
    await this.#admin.deleteGroups([groupId]).catch((error: unknown) => {
      const { groups } = error as { groups?: readonly { errorCode?: number }[] };
      if (groups?.every(({ errorCode }) => errorCode === GROUP_ID_NOT_FOUND) !== true) throw error;
    });
  }

  /** Whether retention has removed the record at the offset. */
  async isRemoved(topic: string, partition: number, offset: number): Promise<boolean> {
    return offset < (await this.bounds(topic, partition)).low;
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

  async #offsets(
    groupId: string,
    topics: ReadonlyMap<string, readonly number[]> | undefined,
  ): Promise<CommittedOffset[]> {
    const coordinator = await findCoordinator(this.#bare.cluster, 'group', groupId);
    return coordinator.connectionPool.send(fetchOffsetsCall(groupId, topics));
  }

  #ask<T>(question: () => Promise<T>): Promise<T> {
    return persist(this.#logger, question, () => this.#bare.cluster.refreshMetadata());
  }
}
