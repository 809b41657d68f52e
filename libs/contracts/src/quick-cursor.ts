const HIGH = 0x1_0000_0000;
const [FIRST_BYTES, MOST_BYTES] = [4, 8];
const DOUBLE_BYTES = 8;

/**
 * Reads Avro values one after the other, for speed (`inspect/avro-cursor.ts` says where bytes stop being Avro). What it cannot read
 * exactly, or at all, makes it `lost`: what it gives from then on means nothing, and whoever reads has to look once at the end.
 */
export class QuickCursor {
  at = 0;
  lost = false;
  bytes: Buffer = Buffer.alloc(0);
  readonly #double = new Float64Array(1);
  readonly #doubleBytes = new Uint8Array(this.#double.buffer);

  start(bytes: Buffer, at: number): void {
    this.bytes = bytes;
    this.at = at;
    this.lost = false;
  }

  /** Whether all was read, and no more. */
  get ended(): boolean {
    return !this.lost && this.at === this.bytes.length;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) this.lost = true;
    return byte ?? 0;
  }

  int(): number {
    const value = this.long();
    if (value !== (value | 0)) this.lost = true;
    return value;
  }

  /** A long within the safe integers. */
  long(): number {
    const { bytes } = this;
    let { at } = this;
    let byte = bytes[at++] ?? 0;
    let low = byte & 0x7f;
    // 28 bits of the zigzag number, then 28 more.
    for (let read = 1; byte > 0x7f && read < FIRST_BYTES; read++) {
      byte = bytes[at++] ?? 0;
      low |= (byte & 0x7f) << (7 * read);
    }
    if (byte < 0x80) {
      this.#moveTo(at);
      return (low >>> 1) ^ -(low & 1);
    }
    let high = 0;
    for (let read = FIRST_BYTES; byte > 0x7f && read < MOST_BYTES; read++) {
      byte = bytes[at++] ?? 0;
      high |= (byte & 0x7f) << (7 * (read - FIRST_BYTES));
    }
    this.#moveTo(at);
    if (byte > 0x7f) this.lost = true;
    const magnitude = (high >>> 5) * HIGH + (((low >>> 1) | (high << 27)) >>> 0);
    const value = (low & 1) === 0 ? magnitude : -magnitude - 1;
    if (!Number.isSafeInteger(value)) this.lost = true;
    return value;
  }

  /** Steps over the length of a text and over the text; gives where it begins, and ends `at`. */
  text(): number {
    const length = this.long();
    const start = this.at;
    if (length < 0 || length > this.left) {
      this.lost = true;
      return start;
    }
    this.at = start + length;
    return start;
  }

  /** The same with a text of ASCII only. */
  ascii(): number {
    const start = this.text();
    let bits = 0;
    // In bounds: the text lies within the bytes.
    for (let at = start; at < this.at; at++) bits |= this.bytes[at]!;
    if (bits > 0x7f) this.lost = true;
    return start;
  }

  double(): number {
    const { at } = this;
    this.at += DOUBLE_BYTES;
    if (this.at > this.bytes.length) {
      this.lost = true;
      return 0;
    }
    // In bounds. Byte by byte: a DataView for each record would cost more.
    for (let place = 0; place < DOUBLE_BYTES; place++) this.#doubleBytes[place] = this.bytes[at + place]!;
    return this.#double[0]!;
  }

  #moveTo(at: number): void {
    this.at = at;
    if (at > this.bytes.length) this.lost = true;
  }
}
