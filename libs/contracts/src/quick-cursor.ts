import { ShortTexts } from './short-texts.ts';

const HALF = 2 ** 28;
/** A zigzag number beyond it is not exact in a double. */
const LARGEST_ZIGZAG = 2 ** 53;
const DOUBLE_BYTES = 8;

const texts = new ShortTexts();

/**
 * Reads Avro values one after the other, for speed (`inspect/avro-cursor.ts` says where bytes stop being Avro). What it cannot read exactly, or at all, makes it `lost`: what it gives from then on means
 * nothing, and whoever reads has to look once at the end.
 */
export class QuickCursor {
  at = 0;
  lost = false;
  #bytes: Buffer = Buffer.alloc(0);
  readonly #double = new Float64Array(1);
  readonly #doubleBytes = new Uint8Array(this.#double.buffer);

  start(bytes: Buffer, at: number): void {
    this.#bytes = bytes;
    this.at = at;
    this.lost = false;
  }

  /** Whether all was read, and no more. */
  get ended(): boolean {
    return !this.lost && this.at === this.#bytes.length;
  }

  get left(): number {
    return this.#bytes.length - this.at;
  }

  byte(): number {
    const byte = this.#bytes[this.at++];
    if (byte === undefined) this.lost = true;
    return byte ?? 0;
  }

  /** An int or a long between ±2^52. */
  long(): number {
    let byte = this.byte();
    if (byte < 0x80) return (byte >>> 1) ^ -(byte & 1);
    let low = byte & 0x7f;
    for (let shift = 7; shift < 28; shift += 7) {
      byte = this.byte();
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (low >>> 1) ^ -(low & 1);
    }
    let high = 0;
    for (let weight = 1; weight < HALF; weight *= 0x80) {
      byte = this.byte();
      high += (byte & 0x7f) * weight;
      if (byte < 0x80) return this.#unzigzag(high * HALF + low);
    }
    this.lost = true;
    return 0;
  }

  double(): number {
    const { at } = this;
    this.at += DOUBLE_BYTES;
    if (this.at > this.#bytes.length) {
      this.lost = true;
      return 0;
    }
    // In bounds. Byte by byte: a DataView for each record would cost more.
    for (let place = 0; place < DOUBLE_BYTES; place++) this.#doubleBytes[place] = this.#bytes[at + place]!;
    return this.#double[0]!;
  }

  /** A text that may well be the one guessed. */
  text(guess: string | undefined): string {
    const length = this.long();
    const start = this.at;
    if (length < 0 || length > this.left) {
      this.lost = true;
      return '';
    }
    this.at = start + length;
    return texts.read(this.#bytes, start, this.at, guess);
  }

  /** Passes a text by. */
  pass(): void {
    const length = this.long();
    if (length < 0 || length > this.left) this.lost = true;
    else this.at += length;
  }

  /** Passes an ASCII text by and says where it begins; it ends where the cursor is then. */
  ascii(): number {
    const length = this.long();
    const start = this.at;
    if (length < 0 || length > this.left) {
      this.lost = true;
      return start;
    }
    this.at = start + length;
    let bits = 0;
    // In bounds: the text lies within the bytes.
    for (let at = start; at < this.at; at++) bits |= this.#bytes[at]!;
    if (bits > 0x7f) this.lost = true;
    return start;
  }

  #unzigzag(zigzag: number): number {
    if (zigzag >= LARGEST_ZIGZAG) this.lost = true;
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }
}
