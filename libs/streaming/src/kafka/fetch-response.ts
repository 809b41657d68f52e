/** The parts of a decoded Fetch response (kafkajs 2.2.4, Fetch v4-v11) that we read; its types say `any`. */
export interface FetchResponse {
  readonly responses: readonly { readonly topicName: string; readonly partitions: readonly FetchedPartition[] }[];
}

export interface FetchedPartition {
  readonly partition: number;
  readonly highWatermark: string;
  readonly lastStableOffset: string;
  abortedTransactions: readonly AbortedTransaction[];
  readonly messages: readonly RawMessage[];
}

export interface AbortedTransaction {
  readonly producerId: string;
  readonly firstOffset: string;
}

/** A record as decoded, control records (transaction markers) included. */
export interface RawMessage {
  readonly offset: string;
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;
  isControlRecord: boolean;
  readonly batchContext: {
    readonly producerId: string;
    readonly inTransaction: boolean;
    readonly firstOffset: string;
    readonly lastOffsetDelta: number;
  };
}

/** The offset after the last record batch of a response, which compaction may have left beyond its last record. */
export function offsetAfter(messages: readonly RawMessage[]): number | undefined {
  const last = messages.at(-1)?.batchContext;
  return last === undefined ? undefined : Number(last.firstOffset) + last.lastOffsetDelta + 1;
}
