import { utf8Length, writeUtf8 } from '@millrace/platform';
import { crc32c } from './crc32c.ts';
import type { Content } from './sends.ts';
import { varintLength, writeVarint } from '../varint.ts';

/** Who writes a batch, and where it stands in that producer's numbering of the partition. */
export interface BatchIdentity {
  readonly producerId: bigint;
  readonly epoch: number;
  /** Number of the batch's first record among all that this producer wrote to the partition. */
  readonly sequence: number;
  readonly transactional: boolean;
}

/** Bytes of a batch before its records. */
const HEADER_BYTES = 61;
/** Where the checksum stands, and where what it covers begins. */
const CRC_AT = 17;
const CRC_FROM = 21;
const LENGTH_FROM = 12;
const MAGIC = 2;
const TRANSACTIONAL = 0x10;
const NO_LEADER_EPOCH = -1;

/**
 * One record batch of format 2 (Kafka's documentation, "Record Batch"), uncompressed, written in one pass into one buffer.
 * kafkajs makes four buffers and a dozen objects a record here, which was the largest cost of writing.
 * @param timestamp of every record, milliseconds since 1970 UTC
 * @param take gives the memory
 */
export function encodeRecordBatch(
  messages: readonly Content[],
  { producerId, epoch, sequence, transactional }: BatchIdentity,
  timestamp: number,
  take: (bytes: number) => Buffer = Buffer.allocUnsafe,
): Buffer {
  const count = messages.length;
  // Indexed loops: this is the hottest code of the write path.
  const bodies = new Int32Array(count);
  let bytes = HEADER_BYTES;
  for (let index = 0; index < count; index += 1) {
    const body = bodyLength(messages[index]!) + varintLength(index);
    bodies[index] = body;
    bytes += varintLength(body) + body;
  }
  const batch = take(bytes);
  batch.writeBigInt64BE(0n, 0); // the broker decides the offset
  batch.writeInt32BE(bytes - LENGTH_FROM, 8);
  batch.writeInt32BE(NO_LEADER_EPOCH, 12);
  batch[16] = MAGIC;
  batch.writeInt16BE(transactional ? TRANSACTIONAL : 0, 21);
  batch.writeInt32BE(count - 1, 23);
  batch.writeBigInt64BE(BigInt(timestamp), 27);
  batch.writeBigInt64BE(BigInt(timestamp), 35);
  batch.writeBigInt64BE(producerId, 43);
  batch.writeInt16BE(epoch, 51);
  batch.writeInt32BE(sequence, 53);
  batch.writeInt32BE(count, 57);
  let at = HEADER_BYTES;
  for (let index = 0; index < count; index += 1) {
    at = writeVarint(batch, at, bodies[index]!);
    at = writeRecord(batch, at, messages[index]!, index);
  }
  batch.writeUInt32BE(crc32c(batch, CRC_FROM, bytes), CRC_AT);
  return batch;
}

/** Bytes of a record after its length, without its offset delta. */
function bodyLength({ key, value, headers }: Content): number {
  const keyBytes = utf8Length(key);
  let bytes = 2 + varintLength(keyBytes) + keyBytes; // attributes, time delta, key
  bytes += value === null ? 1 : varintLength(value.length) + value.length;
  let count = 0;
  if (headers !== undefined) {
    for (const name in headers) {
      bytes += textLength(name) + textLength(headers[name] ?? '');
      count += 1;
    }
  }
  return bytes + varintLength(count);
}

function textLength(text: string): number {
  const bytes = utf8Length(text);
  return varintLength(bytes) + bytes;
}

function writeRecord(batch: Buffer, start: number, { key, value, headers }: Content, index: number): number {
  batch[start] = 0; // attributes
  batch[start + 1] = 0; // time delta
  let at = writeVarint(batch, start + 2, index);
  at = writeText(batch, at, key);
  if (value === null) {
    at = writeVarint(batch, at, -1);
  } else {
    at = writeVarint(batch, at, value.length);
    batch.set(value, at);
    at += value.length;
  }
  if (headers === undefined) return writeVarint(batch, at, 0);
  const names = Object.keys(headers);
  at = writeVarint(batch, at, names.length);
  for (const name of names) at = writeText(batch, writeText(batch, at, name), headers[name] ?? '');
  return at;
}

function writeText(batch: Buffer, at: number, text: string): number {
  return writeUtf8(batch, writeVarint(batch, at, utf8Length(text)), text);
}
