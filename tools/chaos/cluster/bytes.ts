/** Reads Kafka's primitive types one after the other. */
export class Bytes {
  readonly #buffer: Buffer;
  #at = 0;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
  }

  skip(bytes: number): void {
    this.#at += bytes;
  }

  int16(): number {
    this.#at += 2;
    return this.#buffer.readInt16BE(this.#at - 2);
  }

  int32(): number {
    this.#at += 4;
    return this.#buffer.readInt32BE(this.#at - 4);
  }

  /** A string with its length in 16 bits; null is ''. */
  text(): string {
    return this.#take(Math.max(0, this.int16()));
  }

  /** A string with its length plus one as a varint. */
  compactText(): string {
    return this.#take(Math.max(0, this.uvarint() - 1));
  }

  uvarint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#buffer.readUInt8(this.#at);
      this.#at += 1;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  list<T>(read: () => T): T[] {
    return Array.from({ length: Math.max(0, this.int32()) }, read);
  }

  #take(length: number): string {
    this.#at += length;
    return this.#buffer.toString('utf8', this.#at - length, this.#at);
  }
}
