import type { ConnectionOptions } from 'node:tls';

/** How to reach the cluster. `brokers` are `host:port`; `clientId` shows in the broker's logs and quotas. */
export interface KafkaConnection {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly ssl?: boolean | ConnectionOptions;
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
}

/** One record as read. Offsets are safe integers: 2^53 records of one partition last longer than the plant. */
export interface InRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Broker or producer timestamp, milliseconds since 1970 UTC. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** A header given several times shows its last value. */
  readonly headers: Readonly<Record<string, Buffer | string | undefined>>;
}

/** One record to write. Its partition is `partitionFor(key, partitions of the topic)`, as the Java client does. */
export interface OutRecord {
  readonly topic: string;
  readonly key: string;
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Why a record could not be used: a stable code, and where it is known the field and the rule it broke. */
export interface Reason {
  readonly code: string;
  readonly detail: string;
  readonly field?: string;
  readonly rule?: string;
}

/** What a store writes to its changelog because a key changed; null deletes. */
export interface StoreChange {
  readonly key: string;
  readonly value: Uint8Array | null;
}

/** The content of a store: how values are kept in memory is its own, how they are saved is not. */
export interface StoreContent {
  /** Takes a changelog record back; null deletes the key. */
  restore(key: string, bytes: Buffer | null): void;
  /**
   * What to write to the changelog, one entry per changed key; the keys are clean afterwards. The bytes are written away before
   * the store is used again, so they may be the store's own.
   */
  takeChanges(): readonly StoreChange[];
}

/**
 * A named piece of a task's state, one content for each partition. Its changelog topic is `<service>.<name>.changelog`.
 * `keyValueStore` makes the usual kind.
 */
export interface StoreSpec<S extends StoreContent = StoreContent> {
  readonly name: string;
  /** An empty content. */
  open(): S;
}

/** What a stream handler gets: records of one partition in order, and everything it may do because of them. */
export interface Batch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly InRecord[];
  /** The store of this partition number; the spec must be listed in `StreamSpec.stores`. */
  store<S extends StoreContent>(spec: StoreSpec<S>): S;
  /** Writes a record in the batch's transaction. `causedBy` (default: the current step's record) carries the trace on. */
  emit(record: OutRecord, causedBy?: InRecord): void;
  /** Sends the record, byte for byte, to `dead.letters` in the batch's transaction. */
  deadLetter(record: InRecord, reason: Reason): void;
  /** Counts a record under an outcome other than ok, in `millrace_records_total` once it is committed. */
  count(outcome: string): void;
  /** How much was emitted; `rollback(mark)` takes back what was emitted since. Stores are not rolled back: decide first. */
  mark(): number;
  rollback(mark: number): void;
  /** Tells the group that we are alive; never throws. The runtime also does it on a timer between awaits. */
  heartbeat(): Promise<void>;
  /** Aborted when the work is pointless: the stop deadline passed or the partition was lost. */
  readonly signal: AbortSignal;
  /** The record whose step runs now; set by `runSteps`. */
  cause: InRecord | undefined;
}

export type StreamBatchHandler = (batch: Batch) => Promise<void> | void;

/** A task as it is opened: its stores are restored, `position` is its committed offset on an input topic. */
export interface OpenedTask extends Pick<Batch, 'topic' | 'partition' | 'store'> {
  readonly position: number;
}

/** A second read of the last records before the committed offset, for what memory knows and no changelog. */
export interface WarmUp {
  /** How many offsets to step back, at most. As a function it is called for each input topic whenever a task is opened, first of all. */
  readonly records: number | ((task: OpenedTask) => number);
  /** Called in order, before the first batch, with the records that the stream's handler gets. It can write nothing. */
  apply(records: readonly InRecord[], task: OpenedTask): void;
}

/** What a tick may use: the state of its partition, and records to write. */
export type TickContext = Pick<Batch, 'partition' | 'store' | 'emit'>;

/**
 * Work of a task that no record sets off (a punctuation): called for every open partition, never beside a batch of it. What it emits
 * and changes is one transaction, which leaves the position where it is; a tick that does neither costs none. Like a batch it may
 * be repeated: what it decides must follow from the stores and the clock.
 */
export interface Tick {
  readonly everyMs: number;
  handler(context: TickContext): void;
}

/** A Kafka → Kafka stage. */
export interface StreamSpec {
  /** Consumer group and prefix of transactional ids are `millrace.<stream>`. */
  readonly stream: string;
  readonly topics: readonly string[];
  readonly stores?: readonly StoreSpec[];
  readonly warmUp?: WarmUp;
  readonly tick?: Tick;
  /** What a task has to write before its process ends in good order: called once, as a tick. It may not be called at all. */
  beforeStop?(context: TickContext): void;
  /**
   * The handler does things outside of Kafka, which nobody takes back: the position is committed after every chunk, so that a crash
   * repeats one at most. Without it, chunks that had nothing to write are committed every half second.
   */
  readonly hasEffects?: boolean;
  /** Where a stream that never committed starts. Default: true. */
  readonly fromBeginning?: boolean;
  /** Upper bounds of one transaction's input; the batch is cut into several. */
  readonly maxRecordsPerTransaction?: number;
  readonly maxBytesPerTransaction?: number;
}

/** A Kafka → elsewhere stage, made exactly once by the intent protocol (see `SinkRunner`). */
export interface SinkSpec {
  readonly stream: string;
  readonly topics: readonly string[];
  /** Upper bounds of a block. What is fetched of several partitions together becomes one block, as long as it keeps them. */
  readonly maxRecords: number;
  readonly maxBytes: number;
  /** How long the broker waits for more records before a small block is delivered, milliseconds. */
  readonly lingerMs: number;
  /**
   * As how many members of its group a process works, 1 unless said. A member waits for all that it fetched before it fetches more;
   * with a second one, something else is inserted meanwhile.
   */
  readonly members?: number;
  readonly fromBeginning?: boolean;
  /** Reads only this stretch of each partition, as a replay does. Default: everything, for ever. */
  stretch?(partition: number): Stretch;
}

/** Offsets `from` ≤ o < `to`. `to` may grow while the sink runs: it waits there, and goes on. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Offsets of a partition, `first` and `last` included. */
export interface BlockRange {
  readonly partition: number;
  readonly first: number;
  readonly last: number;
}

/** Records of one topic under a token that is the same however often the block is formed. */
export interface SinkBlock {
  readonly topic: string;
  /** The announced range of each partition, in the order of the partitions. */
  readonly ranges: readonly BlockRange[];
  /** `topic:partition:first-last,…`, a range after the other. */
  readonly token: string;
  /** In the order of the ranges, within each by offset. */
  readonly records: readonly InRecord[];
}

/** Must be idempotent per token. It is retried until it succeeds; `signal` is aborted when the process must stop. */
export type SinkBlockHandler = (block: SinkBlock, signal: AbortSignal) => Promise<void>;
