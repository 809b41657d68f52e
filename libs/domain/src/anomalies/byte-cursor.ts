/** Writes little-endian fields one after another, at most `capacity` bytes. Used again and again: `start` forgets what was written. */
export class ByteWriter {
  readonly #view: DataView<ArrayBuffer>;
  #at = 0;

  constructor(capacity: number) {
    this.#view = new DataView(new ArrayBuffer(capacity));
  }

  start(): this {
    this.#at = 0;
    return this;
  }

  u8(value: number): this {
    this.#view.setUint8(this.#at, value);
    return this.#skip(1);
  }
  u32(value: number): this {
    this.#view.setUint32(this.#at, Math.min(value, 0xffffffff), true);
    return this.#skip(4);
  }
  f32(value: number): this {
    this.#view.setFloat32(this.#at, value, true);
    return this.#skip(4);
  }
  f64(...values: readonly number[]): this {
    for (const value of values) {
      this.#view.setFloat64(this.#at, value, true);
      this.#skip(8);
    }
    return this;
  }
  /** ASCII, its length first. */
  text(value: string): this {
    this.u8(value.length);
    for (let i = 0; i < value.length; i++) this.u8(value.charCodeAt(i));
    return this;
  }
  /** A copy of what was written: it is the caller's. */
  done(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#view.buffer.slice(0, this.#at));
  }
  #skip(bytes: number): this {
    this.#at += bytes;
    return this;
  }
}

/** Reads what a `ByteWriter` wrote. */
export class ByteReader {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u8(): number {
    return this.#view.getUint8(this.#step(1));
  }
  u32(): number {
    return this.#view.getUint32(this.#step(4), true);
  }
  f32(): number {
    return this.#view.getFloat32(this.#step(4), true);
  }
  f64(): number {
    return this.#view.getFloat64(this.#step(8), true);
  }
  text(): string {
    return String.fromCharCode(...Array.from({ length: this.u8() }, () => this.u8()));
  }
  get ended(): boolean {
    return this.#at === this.#view.byteLength;
  }
  #step(bytes: number): number {
    const at = this.#at;
    this.#at += bytes;
    return at;
  }
}
