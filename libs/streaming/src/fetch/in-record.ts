import type { InRecord } from '../types.ts';
import type { ByteReader } from './byte-reader.ts';

/** Where a record's batch puts it. */
export interface BatchPlace {
  readonly topic: string;
  readonly partition: number;
  readonly baseOffset: number;
  /** Time of the batch that its records' are told from, milliseconds. */
  readonly baseTimestamp: number;
  /** The broker's time of appending, where the topic wants that instead of the producer's. */
  readonly appendTime: number | undefined;
}

/** How far the record at the reader's place is from its batch's base offset. The reader stays where it is. */
export function offsetDeltaAt(reader: ByteReader): number {
  const start = reader.at;
  reader.varint(); // length
  reader.at += 1; // attributes
  reader.varlong(); // time
  const delta = reader.varint();
  reader.at = start;
  return delta;
}

type Headers = InRecord['headers'];
const NO_HEADERS: Headers = Object.freeze({});

/** A record as fetched. Its key is cut out of the response only when somebody asks for it, which most steps never do. */
export class FetchedRecord implements InRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly value: Buffer | null;
  readonly headers: Headers;
  /** Bytes of the record in its batch: what it weighs on the wire and, roughly, in memory. */
  readonly bytes: number;
  readonly #response: Buffer;
  readonly #keyAt: number;
  readonly #keyBytes: number;

  /** Reads the record at the reader's place and moves the reader behind it. */
  constructor(reader: ByteReader, { topic, partition, baseOffset, baseTimestamp, appendTime }: BatchPlace) {
    const length = reader.varint();
    const end = reader.at + length;
    reader.at += 1; // attributes: none are in use
    this.topic = topic;
    this.partition = partition;
    const time = baseTimestamp + reader.varlong();
    this.timestamp = appendTime ?? time;
    this.offset = baseOffset + reader.varint();
    this.#response = reader.buffer;
    this.#keyBytes = reader.varint();
    this.#keyAt = reader.at;
    reader.at += Math.max(0, this.#keyBytes);
    this.value = bytesOf(reader);
    const headers = reader.varint();
    this.headers = headers === 0 ? NO_HEADERS : readHeaders(reader, headers);
    this.bytes = length;
    reader.at = end;
  }

  get key(): Buffer | null {
    return this.#keyBytes < 0 ? null : this.#response.subarray(this.#keyAt, this.#keyAt + this.#keyBytes);
  }
}

function bytesOf(reader: ByteReader): Buffer | null {
  const length = reader.varint();
  if (length < 0) return null;
  const bytes = reader.buffer.subarray(reader.at, reader.at + length);
  reader.at += length;
  return bytes;
}

/** A header given several times shows its last value. */
function readHeaders(reader: ByteReader, count: number): Headers {
  const headers: Record<string, Buffer | undefined> = {};
  for (let left = count; left > 0; left -= 1) {
    const name = bytesOf(reader)?.toString() ?? '';
    const value = bytesOf(reader) ?? undefined;
    if (name === '__proto__')
      Object.defineProperty(headers, name, { value, enumerable: true, configurable: true, writable: true });
    else headers[name] = value;
  }
  return headers;
}
