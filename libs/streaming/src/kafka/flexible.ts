import { ByteReader } from '../fetch/byte-reader.ts';

/**
 * Kafka's flexible request versions (KIP-482): lengths are varints counted from one, 0 is null, and every structure ends in tagged
 * fields, of which we send none and skip what comes. Numbers are big-endian.
 */
export class FlexibleWriter {
  #buffer = Buffer.allocUnsafe(256);
  #at = 0;

  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#at);
  }

  int8(value: number): this {
    this.#room(1);
    this.#at = this.#buffer.writeInt8(value, this.#at);
    return this;
  }

  int16(value: number): this {
    this.#room(2);
    this.#at = this.#buffer.writeInt16BE(value, this.#at);
    return this;
  }

  int32(value: number): this {
    this.#room(4);
    this.#at = this.#buffer.writeInt32BE(value, this.#at);
    return this;
  }

  int64(value: bigint): this {
    this.#room(8);
    this.#at = this.#buffer.writeBigInt64BE(value, this.#at);
    return this;
  }

  text(value: string | null): this {
    const bytes = value === null ? -1 : Buffer.byteLength(value);
    this.#varint(bytes + 1);
    if (value === null) return this;
    this.#room(bytes);
    this.#at += this.#buffer.write(value, this.#at);
    return this;
  }

  /** An array, each of its items written by `item`; null is not the empty array. */
  list<T>(items: readonly T[] | null, item: (value: T) => void): this {
    this.#varint(items === null ? 0 : items.length + 1);
    items?.forEach(item);
    return this;
  }

  noTags(): this {
    this.#varint(0);
    return this;
  }

  #varint(value: number): void {
    this.#room(5);
    for (; value > 0x7f; value >>>= 7) this.#at = this.#buffer.writeUInt8((value & 0x7f) | 0x80, this.#at);
    this.#at = this.#buffer.writeUInt8(value, this.#at);
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#at + bytes));
    this.#buffer.copy(larger, 0, 0, this.#at);
    this.#buffer = larger;
  }
}

/** Reads what `FlexibleWriter` explains. Throws RangeError when the bytes end too early. */
export class FlexibleReader extends ByteReader {
  constructor(buffer: Buffer) {
    super(buffer, 0);
  }

  compactText(): string | null {
    const length = this.#length() - 1;
    if (length < 0) return null;
    this.at += length;
    if (this.at > this.buffer.length) throw new RangeError('the text ends after the bytes');
    return this.buffer.toString('utf8', this.at - length, this.at);
  }

  list<T>(item: () => T): T[] {
    const items: T[] = [];
    for (let left = this.#length() - 1; left > 0; left -= 1) items.push(item());
    return items;
  }

  skipTags(): void {
    for (let left = this.#length(); left > 0; left -= 1) {
      this.#length(); // which field
      const bytes = this.#length();
      this.at += bytes;
    }
  }

  /** A varint without a sign, unlike those of records. */
  #length(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.buffer.readUInt8(this.at);
      this.at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
}
