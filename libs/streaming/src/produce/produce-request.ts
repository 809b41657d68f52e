import { bodyOf, type Body } from '../kafka/headroom.ts';
import { wireCall, type Answered } from '../kafka/wire-call.ts';
import type { WireCall } from '../kafka/wire.ts';
import { recycled } from './recycled.ts';

/** A record batch on its way to its partition. */
export interface PartitionBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: Buffer;
}

/** What the leader says of one partition's batch; `errorCode` 0 is success. */
export interface PartitionAnswer {
  readonly topic: string;
  readonly partition: number;
  readonly errorCode: number;
  /** Offset of the first record. */
  readonly baseOffset: number;
}

const PRODUCE = 0;
/** Newest version without flexible fields that brokers of every supported release know. */
const VERSION = 7;
const ALL_IN_SYNC = -1;

/**
 * Produce request of version 7 for batches of one leader, acknowledged by all in-sync replicas.
 * @param timeoutMs how long the leader waits for the replicas
 */
export function produceCall(
  batches: readonly PartitionBatch[],
  { transactionalId, timeoutMs }: { readonly transactionalId: string | undefined; readonly timeoutMs: number },
): WireCall<PartitionAnswer[], Answered<PartitionAnswer[]>> {
  const api = { apiKey: PRODUCE, apiVersion: VERSION, apiName: 'Produce' };
  let body: Body | undefined;
  const encode = (): Body => (body = encodeBody(batches, transactionalId, timeoutMs));
  const decode = (payload: Buffer): Answered<PartitionAnswer[]> => {
    // What was answered has left. A request without an answer may still lie in a socket, and keeps its memory.
    if (body !== undefined) recycled.giveBack(body.buf);
    return decodeAnswer(payload);
  };
  return wireCall(api, encode, decode);
}

function encodeBody(batches: readonly PartitionBatch[], transactionalId: string | undefined, timeoutMs: number): Body {
  const topics = byTopic(batches);
  let bytes = 2 + Buffer.byteLength(transactionalId ?? '') + 2 + 4 + 4;
  for (const [topic, parts] of topics) {
    bytes += 2 + Buffer.byteLength(topic) + 4;
    for (const { records } of parts) bytes += 8 + records.length;
  }
  const write = (body: Buffer, from: number): void => writeBody(body, from, topics, transactionalId, timeoutMs);
  return bodyOf(bytes, write, (length) => recycled.take(length));
}

function writeBody(
  body: Buffer,
  from: number,
  topics: ReadonlyMap<string, readonly PartitionBatch[]>,
  transactionalId: string | undefined,
  timeoutMs: number,
): void {
  let at = writeString(body, from, transactionalId);
  at = body.writeInt16BE(ALL_IN_SYNC, at);
  at = body.writeInt32BE(timeoutMs, at);
  at = body.writeInt32BE(topics.size, at);
  for (const [topic, parts] of topics) {
    at = writeString(body, at, topic);
    at = body.writeInt32BE(parts.length, at);
    for (const { partition, records } of parts) {
      at = body.writeInt32BE(partition, at);
      at = body.writeInt32BE(records.length, at);
      body.set(records, at);
      at += records.length;
    }
  }
}

function byTopic(batches: readonly PartitionBatch[]): Map<string, PartitionBatch[]> {
  const topics = new Map<string, PartitionBatch[]>();
  for (const batch of batches) {
    const parts = topics.get(batch.topic);
    if (parts === undefined) topics.set(batch.topic, [batch]);
    else parts.push(batch);
  }
  return topics;
}

function writeString(body: Buffer, at: number, text: string | undefined): number {
  if (text === undefined) return body.writeInt16BE(-1, at);
  const length = body.write(text, at + 2);
  body.writeInt16BE(length, at);
  return at + 2 + length;
}

function decodeAnswer(payload: Buffer): Answered<PartitionAnswer[]> {
  const answers: PartitionAnswer[] = [];
  let at = 4;
  for (let topics = payload.readInt32BE(0); topics > 0; topics -= 1) {
    const length = payload.readInt16BE(at);
    const topic = payload.toString('utf8', at + 2, at + 2 + length);
    at += 2 + length;
    const partitions = payload.readInt32BE(at);
    at += 4;
    for (let left = partitions; left > 0; left -= 1) {
      answers.push({
        topic,
        partition: payload.readInt32BE(at),
        errorCode: payload.readInt16BE(at + 4),
        baseOffset: Number(payload.readBigInt64BE(at + 6)),
      });
      at += 30; // with the log's append time and start offset
    }
  }
  return { result: answers, clientSideThrottleTime: payload.readInt32BE(at) };
}
