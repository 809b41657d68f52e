import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { ByteReader } from './byte-reader.ts';
import type { BatchPlace } from './in-record.ts';
import { RecordList, type PackedRecords } from './record-list.ts';

/** What a partition's bytes in a Fetch response hold. */
export interface RecordSet {
  /** Committed records; some may lie before the offset that was asked for. */
  readonly records: RecordList;
  /** The offset after the last batch, which compaction may have left beyond its last record; undefined without a whole batch. */
  readonly next: number | undefined;
}

export interface AbortedTransaction {
  readonly producerId: number;
  readonly firstOffset: number;
}

const HEADER_BYTES = 61;
const MAGIC = 2;
const [COMPRESSION, APPEND_TIME, TRANSACTIONAL, CONTROL] = [0x07, 0x08, 0x10, 0x20];
const ABORT = 0;

/**
 * Reads record batches of format 2 (Kafka's documentation, "Record Batch") without the records of aborted transactions and without
 * markers. The rule for aborted transactions is the Java client's (`CompletedFetch`): all that began up to the batch's last
 * offset are entered, an abort marker leaves its own. A batch at the end that is cut off is left for the next fetch.
 *
 * kafkajs 2.2.4 makes four objects and six texts a record here, and its own read_committed shows aborted records (docs/adr/0003).
 */
export function readRecordSet(
  bytes: Buffer,
  place: { readonly topic: string; readonly partition: number },
  aborted: readonly AbortedTransaction[],
): RecordSet {
  const begun = [...aborted].sort((a, b) => a.firstOffset - b.firstOffset);
  const open = new Set<number>();
  const packed: PackedRecords[] = [];
  let next: number | undefined;
  for (let at = 0; at + HEADER_BYTES <= bytes.length;) {
    const batch = readHeader(bytes, at, place);
    if (batch.end > bytes.length) break;
    while (begun[0] !== undefined && begun[0].firstOffset <= batch.lastOffset)
      open.add(begun.shift()?.producerId ?? -1);
    if (batch.isControl) {
      if (isAbortMarker(bytes, at + HEADER_BYTES)) open.delete(batch.producerId);
    } else if (batch.count > 0 && (!batch.isTransactional || !open.has(batch.producerId))) {
      packed.push(packedRecords(bytes, at + HEADER_BYTES, batch));
    }
    next = batch.lastOffset + 1;
    at = batch.end;
  }
  return { records: new RecordList(packed), next };
}

interface BatchHeader extends BatchPlace {
  readonly lastOffset: number;
  readonly producerId: number;
  readonly isTransactional: boolean;
  readonly isControl: boolean;
  readonly compression: number;
  readonly count: number;
  /** Where the batch ends in the buffer. */
  readonly end: number;
}

function readHeader(
  bytes: Buffer,
  at: number,
  { topic, partition }: { readonly topic: string; readonly partition: number },
): BatchHeader {
  const reader = new ByteReader(bytes, at);
  const baseOffset = reader.int64();
  const end = at + 12 + reader.int32();
  const magic = bytes[at + 16];
  if (magic !== MAGIC) {
    throw new Error(
      `${topic}-${partition} offset ${baseOffset}: record format ${magic}: only format 2 (Kafka 0.11) is read`,
    );
  }
  reader.at = at + 21;
  const attributes = reader.int16();
  const lastOffset = baseOffset + reader.int32();
  const baseTimestamp = reader.int64();
  const maxTimestamp = reader.int64();
  const producerId = reader.int64();
  return {
    ...{ topic, partition, baseOffset, lastOffset, baseTimestamp, producerId, end },
    appendTime: (attributes & APPEND_TIME) === 0 ? undefined : maxTimestamp,
    isTransactional: (attributes & TRANSACTIONAL) !== 0,
    isControl: (attributes & CONTROL) !== 0,
    compression: attributes & COMPRESSION,
    count: bytes.readInt32BE(at + 57),
  };
}

function packedRecords(bytes: Buffer, at: number, batch: BatchHeader): PackedRecords {
  const { topic, partition, baseOffset, lastOffset, baseTimestamp, appendTime, compression, count, end } = batch;
  const place = { topic, partition, baseOffset, lastOffset, baseTimestamp, appendTime, count };
  if (compression === 0) return { ...place, reader: () => new ByteReader(bytes, at) };
  const inflated = inflate(bytes.subarray(at, end), batch);
  return { ...place, reader: () => new ByteReader(inflated, 0) };
}

function inflate(bytes: Buffer, { compression, topic, partition, baseOffset }: BatchHeader): Buffer {
  if (compression === 1) return gunzipSync(bytes);
  if (compression === 4) return zstdDecompressSync(bytes);
  const name = compression === 2 ? 'snappy' : compression === 3 ? 'lz4' : `number ${compression}`;
  throw new Error(`${topic}-${partition} offset ${baseOffset}: compression ${name}: only gzip and zstd are read`);
}

/** A control record's key is version int16, type int16: 0 abort, 1 commit. */
function isAbortMarker(bytes: Buffer, at: number): boolean {
  const reader = new ByteReader(bytes, at);
  reader.varint(); // length
  reader.at += 1; // attributes
  reader.varlong(); // time
  reader.varint(); // offset
  return reader.varint() >= 4 && bytes.readInt16BE(reader.at + 2) === ABORT;
}
