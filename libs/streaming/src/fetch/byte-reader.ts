const INT32 = 2 ** 31;

/** A place in a buffer that is read onwards. Kafka's varints are Protocol Buffers' zigzag ones. */
export class ByteReader {
  readonly buffer: Buffer;
  at: number;

  constructor(buffer: Buffer, at: number) {
    this.buffer = buffer;
    this.at = at;
  }

  int16(): number {
    const value = this.buffer.readInt16BE(this.at);
    this.at += 2;
    return value;
  }

  int32(): number {
    const value = this.buffer.readInt32BE(this.at);
    this.at += 4;
    return value;
  }

  /** Offsets, times and producer ids stay within the safe integers. */
  int64(): number {
    const value = this.buffer.readInt32BE(this.at) * 2 * INT32 + this.buffer.readUInt32BE(this.at + 4);
    this.at += 8;
    return value;
  }

  /** A text with its length in 16 bits. */
  text(): string {
    const length = this.int16();
    const text = this.buffer.toString('utf8', this.at, this.at + length);
    this.at += length;
    return text;
  }

  varint(): number {
    const { buffer } = this;
    let at = this.at;
    let byte = buffer[at++] ?? 0;
    let zigzag = byte & 0x7f;
    for (let shift = 7; byte > 0x7f && shift < 35; shift += 7) {
      byte = buffer[at++] ?? 0;
      zigzag |= (byte & 0x7f) << shift;
    }
    this.at = at;
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  /** Moves behind what begins with its length, as a record in its batch does. */
  skipSized(): void {
    const length = this.varint();
    this.at += length;
  }

  /** A varint of up to 64 bits; exact within the safe integers. */
  varlong(): number {
    const { buffer } = this;
    let at = this.at;
    let byte = buffer[at++] ?? 0;
    let zigzag = byte & 0x7f;
    for (let weight = 0x80; byte > 0x7f && at - this.at < 10; weight *= 0x80) {
      byte = buffer[at++] ?? 0;
      zigzag += (byte & 0x7f) * weight;
    }
    this.at = at;
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }
}
