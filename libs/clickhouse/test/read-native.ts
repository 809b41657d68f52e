/** The rows of one block in ClickHouse's Native format, for tests: the types that our tables have, read by the book. */
export function readNative(block: Buffer): Record<string, unknown>[] {
  const reader = new NativeReader(block);
  const columns = reader.varUint();
  const rows = Array.from({ length: reader.varUint() }, (): Record<string, unknown> => ({}));
  for (let column = 0; column < columns; column++) {
    const name = reader.string();
    const values = reader.column(reader.string(), rows.length);
    for (const [place, row] of rows.entries()) row[name] = values[place];
  }
  if (!reader.ended) throw new Error('bytes are left');
  return rows;
}

class NativeReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get ended(): boolean {
    return this.#at === this.#bytes.length;
  }

  varUint(): number {
    let value = 0;
    for (let weight = 1; ; weight *= 0x80) {
      const byte = this.#number(1, (bytes, at) => bytes.readUInt8(at));
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
    }
  }

  string(): string {
    const length = this.varUint();
    return this.#number(length, (bytes, at) => bytes.toString('utf8', at, at + length));
  }

  column(type: string, rows: number): unknown[] {
    const nullable = /^Nullable\((.*)\)$/.exec(type)?.[1];
    if (nullable !== undefined) {
      const nulls = this.#times(rows, () => this.#number(1, (bytes, at) => bytes.readUInt8(at)));
      return this.column(nullable, rows).map((value, row) => (nulls[row] === 1 ? null : value));
    }
    if (type === 'LowCardinality(String)') return rows === 0 ? [] : this.#lowCardinality(rows);
    return this.#times(rows, () => this.#value(type));
  }

  /** SerializationLowCardinality: version, flags, keys, then indexes of the width that the flags' low byte names. */
  #lowCardinality(rows: number): string[] {
    const version = this.#long();
    const flags = this.#long();
    if (version !== 1 || (flags & ~0xff) !== 0x600)
      throw new Error(`LowCardinality of version ${version}, flags ${flags}`);
    const keys = this.#times(this.#long(), () => this.string());
    if (this.#long() !== rows) throw new Error('indexes are not as many as rows');
    const width = 2 ** (flags & 0xff);
    return this.#times(rows, () => keys[this.#number(width, (bytes, at) => bytes.readUIntLE(at, width))]!);
  }

  #value(type: string): unknown {
    if (type === 'String') return this.string();
    if (type === 'Float64') return this.#number(8, (bytes, at) => bytes.readDoubleLE(at));
    if (type === 'UInt16') return this.#number(2, (bytes, at) => bytes.readUInt16LE(at));
    if (type === 'Bool' || type.startsWith('Enum8')) return this.#number(1, (bytes, at) => bytes.readUInt8(at));
    if (type === 'Int64' || type.startsWith('DateTime64')) return this.#long();
    if (type === 'UUID') return this.#number(16, uuidAt);
    throw new Error(`type ${type} is not read`);
  }

  #long(): number {
    return Number(this.#number(8, (bytes, at) => bytes.readBigInt64LE(at)));
  }

  #number<T>(bytes: number, read: (bytes: Buffer, at: number) => T): T {
    this.#at += bytes;
    return read(this.#bytes, this.#at - bytes);
  }

  #times<T>(count: number, read: () => T): T[] {
    return Array.from({ length: count }, read);
  }
}

function uuidAt(bytes: Buffer, at: number): string {
  const halves = [at, at + 8].map((half) =>
    Buffer.from(bytes.subarray(half, half + 8))
      .reverse()
      .toString('hex'),
  );
  return halves.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
