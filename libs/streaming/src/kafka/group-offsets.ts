import { CoordinatorError } from './coordinator-error.ts';
import { FlexibleReader, FlexibleWriter } from './flexible.ts';
import { wireCall, type Answered } from './wire-call.ts';
import type { WireCall } from './wire.ts';

/** Whom the group's coordinator knows us as, since the last join. A commit of anybody else is refused. */
export interface Membership {
  readonly memberId: string;
  readonly generationId: number;
}

export interface PartitionOffset {
  readonly topic: string;
  readonly partition: number;
  /** Next offset to read. */
  readonly offset: number;
}

export interface CommittedOffset extends PartitionOffset {
  readonly metadata: string;
}

export interface TransactionalOffsets {
  readonly transactionalId: string;
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly groupId: string;
  /** undefined: the coordinator checks the producer only. */
  readonly member: Membership | undefined;
  readonly offsets: readonly PartitionOffset[];
}

const NO_EPOCH = -1;

/** TxnOffsetCommit 3 (KIP-447): offsets that count when the transaction commits. Refused when the generation is over. */
export function commitOffsetsCall(asked: TransactionalOffsets): WireCall<void, Answered<void>> {
  const body = new FlexibleWriter().noTags(); // of the request's header
  body.text(asked.transactionalId).text(asked.groupId).int64(asked.producerId).int16(asked.producerEpoch);
  body
    .int32(asked.member?.generationId ?? -1)
    .text(asked.member?.memberId ?? '')
    .text(null);
  body.list([...Map.groupBy(asked.offsets, ({ topic }) => topic)], ([topic, offsets]) => {
    body.text(topic).list(offsets, ({ partition, offset }) => {
      body.int32(partition).int64(BigInt(offset)).int32(NO_EPOCH).text('').noTags();
    });
    body.noTags();
  });
  body.noTags();
  return call({ apiKey: 28, apiVersion: 3, apiName: 'TxnOffsetCommit' }, body.bytes, (answer) => {
    answer.list(() => {
      const topic = answer.compactText();
      answer.list(() => {
        const partition = answer.int32();
        throwIf(`committing ${asked.groupId} on ${topic}-${partition}`, answer.int16());
        answer.skipTags();
      });
      answer.skipTags();
    });
  });
}

/**
 * OffsetFetch 7 (KIP-447): what a group committed, -1 where it never did. It asks for stable offsets: while a transaction that moves one
 * is undecided, the answer is UNSTABLE_OFFSET_COMMIT, which is worth another attempt. `topics` undefined: all there are.
 */
export function fetchOffsetsCall(
  groupId: string,
  topics: ReadonlyMap<string, readonly number[]> | undefined,
): WireCall<CommittedOffset[], Answered<CommittedOffset[]>> {
  const body = new FlexibleWriter().noTags().text(groupId);
  body.list(topics === undefined ? null : [...topics], ([topic, partitions]) => {
    body
      .text(topic)
      .list(partitions, (partition) => body.int32(partition))
      .noTags();
  });
  body.int8(1).noTags();
  return call({ apiKey: 9, apiVersion: 7, apiName: 'OffsetFetch' }, body.bytes, (answer) => {
    const found = answer.list(() => {
      const topic = answer.compactText() ?? '';
      const offsets = answer.list(() => {
        const [partition, offset] = [answer.int32(), answer.int64()];
        answer.int32(); // the leader's epoch
        const metadata = answer.compactText() ?? '';
        throwIf(`${groupId} on ${topic}-${partition}`, answer.int16());
        answer.skipTags();
        return { topic, partition, offset, metadata };
      });
      answer.skipTags();
      return offsets;
    });
    throwIf(groupId, answer.int16());
    return found.flat();
  });
}

function throwIf(what: string, code: number): void {
  if (code !== 0) throw new CoordinatorError(what, code);
}

/** Answers of flexible versions begin with the tags of their header and the throttle time. */
function call<T>(
  api: Parameters<typeof wireCall>[0],
  body: Buffer,
  read: (answer: FlexibleReader) => T,
): WireCall<T, Answered<T>> {
  const decode = (payload: Buffer): Answered<T> => {
    const answer = new FlexibleReader(payload);
    answer.skipTags();
    const clientSideThrottleTime = answer.int32();
    return { result: read(answer), clientSideThrottleTime };
  };
  return wireCall(api, () => ({ buf: body, buffer: body }), decode);
}
