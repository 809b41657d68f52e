/** The bytes ended, or hold what Avro does not allow; `offset` is where the offending part begins. */
export class AvroBreak extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.name = 'AvroBreak';
    this.offset = offset;
  }
}

/** Reads Avro binary part by part and says where it stops being Avro, which decoders made for speed do not. */
export class AvroCursor {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** The next `length` bytes, which the caller calls `what`. */
  take(length: number, what: string): Buffer {
    const start = this.#at;
    if (length < 0) throw new AvroBreak(start, `${what} has a negative length, ${length}`);
    if (length > this.left) throw new AvroBreak(start, `${what} needs ${length} bytes, ${this.left} are left`);
    this.#at += length;
    return this.#bytes.subarray(start, this.#at);
  }

  /** A zigzag varint of at most 64 bits; a number beyond 2^53 - 1 is refused, as our codecs do. */
  long(what: string): number {
    const start = this.#at;
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      if (shift > 63n) throw new AvroBreak(start, `${what} is a varint of more than 10 bytes`);
      const byte = this.take(1, what)[0] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    const number = Number((value >> 1n) ^ -(value & 1n));
    if (!Number.isSafeInteger(number)) throw new AvroBreak(start, `${what} is beyond 2^53 - 1`);
    return number;
  }

  bytes(what: string): Buffer {
    const start = this.#at;
    const length = this.long(`the length of ${what}`);
    if (length < 0 || length > this.left) {
      throw new AvroBreak(start, `${what} says that it has ${length} bytes, ${this.left} are left`);
    }
    return this.take(length, what);
  }
}
