import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Content } from './sends.ts';
import { encodeRecordBatch } from './record-batch.ts';

const require = createRequire(import.meta.url);
/** kafkajs's own reader of the format, which knows nothing of our writer. */
const Decoder = require('kafkajs/src/protocol/decoder') as new (bytes: Buffer) => unknown;
const decode = require('kafkajs/src/protocol/recordBatch/v0/decoder') as (decoder: unknown) => Promise<ReadBatch>;
const crc32C = require('kafkajs/src/protocol/recordBatch/crc32C/crc32C') as (bytes: Buffer) => number;

interface ReadBatch {
  readonly producerId: string;
  readonly producerEpoch: number;
  readonly firstSequence: number;
  readonly inTransaction: boolean;
  readonly lastOffsetDelta: number;
  readonly partitionLeaderEpoch: number;
  readonly records: readonly {
    readonly offset: string;
    readonly timestamp: string;
    readonly key: Buffer;
    readonly value: Buffer | null;
    readonly headers: Readonly<Record<string, Buffer>>;
  }[];
}

const name = fc.string({ unit: 'binary', maxLength: 80 }).filter((text) => text.isWellFormed());
const message: fc.Arbitrary<Content> = fc.record(
  {
    key: name,
    value: fc.option(fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes))),
    // kafkajs mixes up headers with what every object has by that name; that we do not is a test of `record-set.spec.ts`.
    headers: fc.dictionary(
      fc.stringMatching(/^[a-zé_]{1,40}$/).filter((key) => !(key in {})),
      name,
      { maxKeys: 4 },
    ),
  },
  { requiredKeys: ['key', 'value'] },
);
const identity = fc.record({
  producerId: fc.bigInt({ min: 0n, max: 2n ** 62n }),
  epoch: fc.nat(32_767),
  sequence: fc.nat(2 ** 31 - 1),
  transactional: fc.boolean(),
});

describe('encodeRecordBatch', () => {
  it('1. is read back by kafkajs, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 150 }), identity, async (messages, by) => {
        const bytes = encodeRecordBatch(messages, by, 1_700_000_000_123);
        expect(bytes.readInt32BE(8)).toBe(bytes.length - 12);
        expect(bytes.readUInt32BE(17)).toBe(crc32C(bytes.subarray(21)));
        const read = await decode(new Decoder(bytes));
        expect(read).toMatchObject({
          ...{ producerId: String(by.producerId), producerEpoch: by.epoch, firstSequence: by.sequence },
          ...{ inTransaction: by.transactional, lastOffsetDelta: messages.length - 1, partitionLeaderEpoch: -1 },
        });
        expect(read.records.map(({ key, value }) => [key.toString(), value])).toEqual(
          messages.map(({ key, value }) => [key, value]),
        );
        read.records.forEach(({ offset, timestamp, headers }, index) => {
          expect([offset, timestamp]).toEqual([String(index), '1700000000123']);
          const shown = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, value.toString()]));
          expect(shown).toEqual({ ...messages[index]?.headers });
        });
      }),
      { numRuns: 60 },
    );
  });
});
