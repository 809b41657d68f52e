/** A growing byte buffer with the few encodings ClickHouse's Native format is made of. */
export class ByteWriter {
  private buffer: Buffer;
  private length = 0;

  constructor(capacity = 1024) {
    this.buffer = Buffer.allocUnsafe(capacity);
  }

  private reserve(bytes: number): void {
    const needed = this.length + bytes;
    if (needed <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2));
    this.buffer.copy(grown, 0, 0, this.length);
    this.buffer = grown;
  }

  byte(value: number): void {
    this.reserve(1);
    this.buffer[this.length++] = value;
  }

  /** Unsigned LEB128, up to 2^53. */
  varUint(value: number): void {
    this.reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      this.buffer[this.length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.buffer[this.length++] = rest;
  }

  /** Little-endian unsigned 64 bits from an integer below 2^53. */
  uint64(value: number): void {
    this.reserve(8);
    this.length = this.buffer.writeUInt32LE(value >>> 0, this.length);
    this.length = this.buffer.writeUInt32LE(Math.floor(value / 0x1_0000_0000), this.length);
  }

  /** Length in bytes, then UTF-8. */
  string(value: string): void {
    if (value === '') return this.byte(0);
    // A UTF-16 unit is at most three UTF-8 bytes, so short strings never need counting first.
    if (value.length < 0x80 / 3) {
      this.reserve(1 + value.length * 3);
      const written = this.buffer.write(value, this.length + 1);
      this.buffer[this.length] = written;
      this.length += 1 + written;
      return;
    }
    const bytes = Buffer.byteLength(value);
    this.varUint(bytes);
    this.reserve(bytes);
    this.length += this.buffer.write(value, this.length);
  }

  /** Length in bytes, then the bytes as they are: a ClickHouse String holds any bytes. */
  bytes(value: Uint8Array): void {
    this.varUint(value.length);
    this.raw(value);
  }

  raw(value: Uint8Array): void {
    this.reserve(value.length);
    this.buffer.set(value, this.length);
    this.length += value.length;
  }

  /** What was written so far; shares memory with the writer. */
  view(): Buffer {
    return this.buffer.subarray(0, this.length);
  }
}
