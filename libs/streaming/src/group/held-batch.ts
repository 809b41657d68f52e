import type { EachBatchPayload } from 'kafkajs';
import type { Carrier } from '../fetch/fetch-response.ts';
import type { RecordList } from '../fetch/record-list.ts';

/** What a batch asks of the consumer it came from. */
export interface BatchKeeper {
  /** Number of joins so far: a batch is ours as long as it does not change. */
  readonly epoch: number;
  readonly stopping: boolean;
  /** The group has to be joined again: every batch in hand comes to an end, because kafkajs waits for them before it joins. */
  readonly mustRejoin: boolean;
  /** A heartbeat or a commit was refused or could not be delivered. */
  rejoin(): void;
  seek(topic: string, partition: number, offset: number): void;
}

/** The group gave the partition away, or went on without us, while we held a batch of it. */
export class PartitionLost extends Error {
  constructor(topic: string, partition: number) {
    super(`${topic}-${partition} is not ours any more`);
    this.name = 'PartitionLost';
  }
}

/** A position to commit, and the batch in hand that it is of. */
export interface HeldPosition {
  readonly batch: HeldBatch;
  readonly offset: number;
}

/** Records of one partition as fetched, and the group's side of working on them. */
export class HeldBatch {
  readonly topic: string;
  readonly partition: number;
  /** Offset the fetch asked for: every record from here to the first one in `records` is known not to exist. */
  readonly from: number;
  /** Offset after everything fetched, markers included. */
  readonly next: number;
  readonly highWatermark: number;
  /** Some may lie before `from`. */
  readonly records: RecordList;
  readonly #payload: EachBatchPayload;
  readonly #keeper: BatchKeeper;
  readonly #epoch: number;

  constructor(payload: EachBatchPayload, keeper: BatchKeeper) {
    const { batch } = payload;
    this.topic = batch.topic;
    this.partition = batch.partition;
    this.from = Number((batch as unknown as { fetchedOffset: string }).fetchedOffset);
    this.highWatermark = Number(batch.highWatermark);
    const [carrier] = batch.messages as unknown as readonly Carrier[];
    if (carrier === undefined) throw new Error(`${batch.topic}-${batch.partition}: kafkajs handed over an empty batch`);
    this.next = carrier.recordSet.next;
    this.records = carrier.recordSet.records;
    this.#payload = payload;
    this.#keeper = keeper;
    this.#epoch = keeper.epoch;
  }

  /**
   * kafkajs may join again while batches are being worked on (a fetch of another node met stale metadata). From then on this
   * batch must not touch the consumer: its partition may be gone, and kafkajs would throw a TypeError that kills it.
   */
  get isOurs(): boolean {
    return this.#keeper.epoch === this.#epoch;
  }

  /** A heartbeat or a commit failed: the group wants to rebalance, went on without us, or cannot be reached. */
  get rebalancing(): boolean {
    return this.#keeper.mustRejoin;
  }

  /** Finish what is in hand and return: the group wants to rebalance, or the process to stop. */
  get shouldYield(): boolean {
    return this.rebalancing || this.#keeper.stopping || !this.isOurs;
  }

  /** Everything before `next` is done: the next fetch starts there. */
  resolve(next: number): void {
    if (this.isOurs) this.#payload.resolveOffset(String(next - 1));
  }

  /** Nothing of the partition is fetched until the function it gives is called: kafkajs fetches nothing at all while a batch is in hand. */
  pause(): () => void {
    return this.#payload.pause();
  }

  /** The next fetch starts at `offset`, and what was fetched until now is not delivered. */
  seek(offset: number): void {
    if (this.isOurs) this.#keeper.seek(this.topic, this.partition, offset);
  }

  /** Tells the group that we are alive. A failure is the group's wish to rebalance, which `shouldYield` reports. */
  async heartbeat(): Promise<void> {
    try {
      await this.#payload.heartbeat();
    } catch {
      if (this.isOurs) this.#keeper.rejoin();
    }
  }

  /**
   * Commits positions of batches of one topic, with the same metadata, as this member of this generation; a zombie's commit is refused
   * by the coordinator. All or nothing: it is one request, which Kafka's group coordinator appends as one batch.
   * kafkajs commits as whoever it is at the moment of the call, so the epoch is compared in the same turn of the event loop,
   * begun afresh: within it a join cannot be half done.
   */
  static async commit(positions: readonly HeldPosition[], metadata: string): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const lost = positions.find(({ batch }) => !batch.isOurs)?.batch;
    if (lost !== undefined) throw new PartitionLost(lost.topic, lost.partition);
    const partitions = positions.map(({ batch, offset }) => ({
      partition: batch.partition,
      offset: String(offset),
      metadata,
    }));
    const batch = positions[0]?.batch;
    if (batch === undefined) return;
    try {
      await batch.#payload.commitOffsetsIfNecessary({ topics: [{ topic: batch.topic, partitions }] });
    } catch (error) {
      // kafkajs asks who coordinates the group when it joins, and at no other time: a coordinator that has moved refuses for ever.
      if (batch.isOurs) batch.#keeper.rejoin();
      throw error;
    }
  }
}
