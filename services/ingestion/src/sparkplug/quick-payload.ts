import type { SparkplugMetric } from '@millrace/domain';

/** Field numbers and wire types as they stand in a tag byte (sparkplug_b.proto; Protocol Buffers, "Encoding"). */
const PAYLOAD = { timestamp: 0x08, metrics: 0x12, seq: 0x18 } as const;
const METRIC = {
  ...{ name: 0x0a, alias: 0x10, timestamp: 0x18, datatype: 0x20, isHistorical: 0x28, isTransient: 0x30, isNull: 0x38 },
  ...{ intValue: 0x50, longValue: 0x58, floatValue: 0x65, doubleValue: 0x69, booleanValue: 0x70 },
} as const;

const UINT32 = 2 ** 32;
const [FLOAT_BYTES, DOUBLE_BYTES] = [4, 8];
const FIRST_NON_ASCII = 0x80;

/** A place in the bytes. What it cannot read makes it `lost`, and then what it gave means nothing. */
class Cursor {
  readonly bytes: Buffer;
  at = 0;
  lost = false;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** A number below 2^53. */
  varint(): number {
    const { bytes } = this;
    let value = 0;
    for (let weight = 1; weight < 2 ** 53; weight *= 128) {
      const byte = bytes[this.at++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * weight;
      if (byte < 0x80 && value <= Number.MAX_SAFE_INTEGER) return value;
      if (byte < 0x80) break;
    }
    this.lost = true;
    return 0;
  }

  uint32(): number {
    const value = this.varint();
    if (value >= UINT32) this.lost = true;
    return value;
  }

  bool(): boolean {
    const value = this.varint();
    if (value > 1) this.lost = true;
    return value === 1;
  }

  /** Where what comes next ends, by the length before it. */
  end(): number {
    const length = this.varint();
    const end = this.at + length;
    if (end > this.bytes.length) this.lost = true;
    return end;
  }

  float(): number {
    return this.#passes(FLOAT_BYTES) ? this.bytes.readFloatLE(this.at - FLOAT_BYTES) : 0;
  }

  double(): number {
    return this.#passes(DOUBLE_BYTES) ? this.bytes.readDoubleLE(this.at - DOUBLE_BYTES) : 0;
  }

  ascii(): string {
    const end = this.end();
    const start = this.at;
    if (this.lost) return '';
    for (let at = start; at < end; at++) if (this.bytes[at]! >= FIRST_NON_ASCII) this.lost = true;
    this.at = end;
    return this.bytes.toString('latin1', start, end);
  }

  #passes(count: number): boolean {
    this.at += count;
    if (this.at > this.bytes.length) this.lost = true;
    return !this.lost;
  }
}

export interface DecodedPayload {
  /** Milliseconds since 1970 UTC. */
  readonly timestamp: number | undefined;
  readonly seq: number | undefined;
  readonly metrics: readonly SparkplugMetric[];
}

type Written = { -readonly [Field in keyof SparkplugMetric]: SparkplugMetric[Field] };

/**
 * Reads a payload in which every metric is a plain scalar, which is nearly every one, with an object a metric and nothing else: a
 * quarter of the work of the general decoder, with the same result.
 * @returns undefined for what is left to the general decoder: structures, properties, texts, and bytes that are no payload
 */
export function decodePlainPayload(bytes: Buffer): DecodedPayload | undefined {
  const cursor = new Cursor(bytes);
  const metrics: SparkplugMetric[] = [];
  let timestamp: number | undefined;
  let seq: number | undefined;
  while (cursor.at < bytes.length) {
    switch (bytes[cursor.at++]) {
      case PAYLOAD.timestamp:
        timestamp = cursor.varint();
        break;
      case PAYLOAD.seq:
        seq = cursor.varint();
        break;
      case PAYLOAD.metrics: {
        const metric = plainMetric(cursor);
        if (metric === undefined) return undefined;
        metrics.push(metric);
        break;
      }
      default:
        return undefined;
    }
    if (cursor.lost) return undefined;
  }
  return { timestamp, seq, metrics };
}

function plainMetric(cursor: Cursor): SparkplugMetric | undefined {
  const end = cursor.end();
  const metric: Written = {
    name: undefined,
    alias: undefined,
    datatype: undefined,
    timestamp: undefined,
    isNull: false,
    isHistorical: false,
    isTransient: false,
    value: undefined,
    members: undefined,
    isTemplateDefinition: false,
    quality: undefined,
  };
  while (cursor.at < end && !cursor.lost) {
    const tag = cursor.bytes[cursor.at++];
    if (tag !== undefined && tag >= METRIC.intValue) {
      // Which of two values counts is the general decoder's to know.
      if (metric.value !== undefined) return undefined;
      metric.value = plainValue(cursor, tag);
      if (metric.value === undefined) return undefined;
      continue;
    }
    switch (tag) {
      case METRIC.name:
        metric.name = cursor.ascii();
        break;
      case METRIC.alias:
        metric.alias = cursor.varint();
        break;
      case METRIC.timestamp:
        metric.timestamp = cursor.varint();
        break;
      case METRIC.datatype:
        metric.datatype = cursor.uint32();
        break;
      case METRIC.isHistorical:
        metric.isHistorical = cursor.bool();
        break;
      case METRIC.isTransient:
        metric.isTransient = cursor.bool();
        break;
      case METRIC.isNull:
        metric.isNull = cursor.bool();
        break;
      default:
        return undefined;
    }
  }
  return cursor.at === end && !cursor.lost ? metric : undefined;
}

function plainValue(cursor: Cursor, tag: number): SparkplugMetric['value'] {
  switch (tag) {
    case METRIC.intValue:
      return cursor.uint32();
    case METRIC.longValue:
      return BigInt(cursor.varint());
    case METRIC.floatValue:
      return cursor.float();
    case METRIC.doubleValue:
      return cursor.double();
    case METRIC.booleanValue:
      return cursor.bool();
    default:
      return undefined;
  }
}
