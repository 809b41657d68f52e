import { createRequire } from 'node:module';

/** The body of a request as kafkajs takes it, at the end of bytes whose beginning is left for what kafkajs writes before it. */
export interface Body {
  readonly buf: Buffer;
  readonly buffer: Buffer;
  readonly room?: Room;
}

interface Room {
  readonly bytes: Buffer;
  /** Where the content begins. */
  readonly from: number;
}

/** What kafkajs 2.2.4 has of an encoder, as far as this is about it: the content is `buf` up to `offset`. */
interface Encoder {
  buf: Buffer;
  offset: number;
  room?: Room;
  writeEncoder(value: Body | Encoder): Encoder;
}

/** Length, api, version and correlation of a request, and a client id of usual length; with a longer one the body is copied. */
const HEADROOM = 256;

/** A body of some bytes, written by `write` from a place of the memory on that `take` gives. */
export function bodyOf(
  bytes: number,
  write: (into: Buffer, at: number) => void,
  take: (bytes: number) => Buffer = Buffer.allocUnsafe,
): Body {
  const room = { bytes: take(HEADROOM + bytes), from: HEADROOM };
  write(room.bytes, HEADROOM);
  const buf = room.bytes.subarray(HEADROOM);
  return { buf, buffer: buf, room };
}

/** An encoder that is written on moves its content elsewhere. */
const isIn = ({ bytes, from }: Room, content: Buffer): boolean =>
  content.buffer === bytes.buffer && content.byteOffset === bytes.byteOffset + from;

const { prototype } = createRequire(import.meta.url)('kafkajs/src/protocol/encoder') as { prototype: Encoder };
const copyBehind = prototype.writeEncoder;

/**
 * kafkajs puts the header of a request before its body by copying the body behind it, and the length before both by copying them again,
 * each time into memory of the next power of two that is filled with zeros first: for a megabyte of records, up to eight megabytes of memory
 * are gone through. A body that has room before it gets its header written there instead.
 */
prototype.writeEncoder = function (value) {
  const { room, buf } = value;
  if (room === undefined || this.offset > room.from || !isIn(room, buf)) return copyBehind.call(this, value);
  const from = room.from - this.offset;
  this.buf.copy(room.bytes, from, 0, this.offset);
  this.buf = room.bytes.subarray(from);
  this.offset = this.buf.length;
  this.room = { bytes: room.bytes, from };
  return this;
};
