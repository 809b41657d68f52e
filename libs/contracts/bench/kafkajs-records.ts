import { createRequire } from 'node:module';

/**
 * The encoder and decoder kafkajs 2.2.4 itself uses for record batches, without a broker between them. They are not part of its
 * public API, so this is for measuring only.
 */
const require = createRequire(import.meta.url);

export interface RawRecord {
  readonly key: Buffer;
  readonly value: Buffer;
  readonly headers: Record<string, string>;
  readonly offsetDelta: number;
}

interface Encoder {
  readonly buffer: Buffer;
}

const encodeRecord = require('kafkajs/src/protocol/recordBatch/record/v0') as (record: RawRecord) => Encoder;
const { RecordBatch } = require('kafkajs/src/protocol/recordBatch/v0') as {
  RecordBatch(parts: { records: Encoder[]; lastOffsetDelta: number }): Promise<Encoder>;
};
const Decoder = require('kafkajs/src/protocol/decoder') as new (buffer: Buffer) => object;
const decodeRecordBatch = require('kafkajs/src/protocol/recordBatch/v0/decoder') as (
  decoder: object,
) => Promise<{ records: unknown[] }>;

/** Bytes of an uncompressed record batch, as a produce request carries them. */
export async function encodeBatch(records: readonly RawRecord[]): Promise<Buffer> {
  const batch = await RecordBatch({ records: records.map(encodeRecord), lastOffsetDelta: records.length - 1 });
  return batch.buffer;
}

/** As a consumer decodes it; the fetch decoder reads the magic byte before it hands over. */
export async function decodeBatch(batch: Buffer): Promise<number> {
  return (await decodeRecordBatch(new Decoder(batch))).records.length;
}
