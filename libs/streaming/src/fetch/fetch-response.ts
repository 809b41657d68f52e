import type { WireCall } from '../kafka/wire.ts';
import { ByteReader } from './byte-reader.ts';
import { readRecordSet, type AbortedTransaction, type RecordSet } from './record-set.ts';

/** A decoded Fetch response as kafkajs passes it on. */
export interface FetchResponse {
  readonly clientSideThrottleTime: number;
  readonly errorCode: number;
  readonly responses: readonly { readonly topicName: string; readonly partitions: readonly FetchedPartition[] }[];
}

export interface FetchedPartition {
  readonly partition: number;
  readonly errorCode: number;
  readonly highWatermark: string;
  readonly lastStableOffset: string;
  /** Always empty: what belongs to aborted transactions is not in the record set any more. */
  readonly abortedTransactions: readonly never[];
  readonly preferredReadReplica: number;
  /** None, or one that stands for all records of the partition. */
  readonly messages: readonly Carrier[];
}

/**
 * kafkajs moves messages about one by one, so it is given one a partition: it has the last offset, and all the records. Where there
 * is none to show (only markers, or aborted ones) it calls itself a control record, over which kafkajs steps.
 */
export interface Carrier {
  readonly offset: string;
  readonly isControlRecord: boolean;
  readonly key: null;
  readonly value: null;
  readonly recordSet: RecordSet & { readonly next: number };
}

const FETCH = 1;
/** What kafkajs speaks with every broker since Kafka 2.3. */
const VERSION = 11;

/** The same call with our decoding of the answer, if it is a Fetch call of the version we read. */
export function withOwnDecoding<T, D>(call: WireCall<T, D>): WireCall<T, D> {
  const { apiKey, apiVersion } = call.request;
  if (apiKey !== FETCH) return call;
  if (apiVersion !== VERSION) throw new Error(`Fetch of version ${apiVersion}: only version ${VERSION} is read`);
  const decode = (payload: Buffer): Promise<D> => Promise.resolve(decodeFetchResponse(payload) as unknown as D);
  return { ...call, response: { decode, parse: (decoded) => call.response.parse(decoded) } };
}

/** Fetch response of version 11 (Kafka's protocol guide). */
export function decodeFetchResponse(payload: Buffer): FetchResponse {
  const reader = new ByteReader(payload, 0);
  const clientSideThrottleTime = reader.int32();
  const errorCode = reader.int16();
  reader.int32(); // session id: kafkajs opens no sessions
  const responses = list(reader, () => {
    const topicName = reader.text();
    return { topicName, partitions: list(reader, () => readPartition(reader, topicName)) };
  });
  return { clientSideThrottleTime, errorCode, responses };
}

function readPartition(reader: ByteReader, topic: string): FetchedPartition {
  const partition = reader.int32();
  const errorCode = reader.int16();
  const highWatermark = String(reader.int64());
  const lastStableOffset = String(reader.int64());
  reader.int64(); // start of the log
  const aborted = list<AbortedTransaction>(reader, () => ({ producerId: reader.int64(), firstOffset: reader.int64() }));
  const preferredReadReplica = reader.int32();
  const bytes = Math.max(0, reader.int32());
  const set = readRecordSet(reader.buffer.subarray(reader.at, reader.at + bytes), { topic, partition }, aborted);
  reader.at += bytes;
  const head = { partition, errorCode, highWatermark, lastStableOffset, preferredReadReplica };
  return { ...head, abortedTransactions: [], messages: carrierOf(set) };
}

function carrierOf({ records, next }: RecordSet): Carrier[] {
  if (next === undefined) return [];
  const isControlRecord = records.isEmpty;
  return [{ offset: String(next - 1), isControlRecord, key: null, value: null, recordSet: { records, next } }];
}

/** An array with its length in 32 bits; a length of -1 stands for none. */
function list<T>(reader: ByteReader, read: () => T): T[] {
  const items: T[] = [];
  for (let left = reader.int32(); left > 0; left -= 1) items.push(read());
  return items;
}
