import { createRequire } from 'node:module';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeRecordBatch } from '../produce/record-batch.ts';
import { readRecordSet, type AbortedTransaction } from './record-set.ts';

const place = { topic: 't', partition: 3 };
const require = createRequire(import.meta.url);
/** kafkajs's own writer of the format, which knows nothing of our reader. */
const { RecordBatch } = require('kafkajs/src/protocol/recordBatch/v0') as {
  RecordBatch(options: Record<string, unknown>): Promise<{ readonly buffer: Buffer }>;
};
const Record = require('kafkajs/src/protocol/recordBatch/record/v0') as (record: object) => unknown;

interface Entry {
  readonly producer: number;
  readonly kind: 'data' | 'abort' | 'commit';
}

function batch(offset: number, { producer, kind }: Entry): Buffer {
  const key = kind === 'data' ? 'k' : `\0\0\0${kind === 'abort' ? '\0' : '\u0001'}`;
  const by = { producerId: BigInt(producer), epoch: 0, sequence: 0, transactional: true };
  const bytes = encodeRecordBatch([{ key, value: Buffer.from(`${offset}`) }], by, 0);
  bytes.writeBigInt64BE(BigInt(offset), 0);
  if (kind !== 'data') bytes.writeInt16BE(0x30, 21);
  return bytes;
}

/** What a broker answers to a fetch from `from`: the records, and the aborted transactions in the order of their ends. */
function fetchFrom(log: readonly Entry[], from: number): { bytes: Buffer; aborted: AbortedTransaction[] } {
  const begun = new Map<number, number>();
  const aborted: (AbortedTransaction & { end: number })[] = [];
  log.forEach(({ producer, kind }, offset) => {
    if (kind === 'data') begun.set(producer, begun.get(producer) ?? offset);
    const firstOffset = begun.get(producer);
    if (kind === 'abort' && firstOffset !== undefined) aborted.push({ producerId: producer, firstOffset, end: offset });
    if (kind !== 'data') begun.delete(producer);
  });
  const batches = log.map((entry, offset) => batch(offset, entry)).slice(from);
  return { bytes: Buffer.concat(batches), aborted: aborted.filter(({ end }) => end >= from) };
}

/** Every transaction of the log ends; a marker of a producer without a transaction is no part of a log. */
const logs = fc
  .array(
    fc.record({
      producer: fc.nat({ max: 3 }),
      kind: fc.constantFrom('data' as const, 'data' as const, 'abort' as const, 'commit' as const),
    }),
  )
  .map((entries) => {
    const open = new Set<number>();
    const log = entries.filter(({ producer, kind }) => {
      if (kind === 'data') open.add(producer);
      else if (!open.delete(producer)) return false;
      return true;
    });
    return [...log, ...[...open].map((producer): Entry => ({ producer, kind: 'abort' }))];
  });

function committed(log: readonly Entry[]): number[] {
  return log.flatMap(({ producer, kind }, offset) => {
    if (kind !== 'data') return [];
    const end = log.slice(offset).find((one) => one.producer === producer && one.kind !== 'data');
    return end?.kind === 'commit' ? [offset] : [];
  });
}

describe('readRecordSet', () => {
  it('1. shows exactly the committed records, wherever the fetch begins', () => {
    fc.assert(
      fc.property(logs, fc.nat({ max: 20 }), (log, start) => {
        const from = Math.min(start, log.length);
        const { bytes, aborted } = fetchFrom(log, from);
        const { records, next } = readRecordSet(bytes, place, aborted);
        const wanted = committed(log).filter((offset) => offset >= from);
        expect(records.from(0).map(({ offset }) => offset)).toEqual(wanted);
        expect(records.isEmpty).toBe(wanted.length === 0);
        expect(next).toBe(from === log.length ? undefined : log.length);
      }),
    );
  });

  it('2. the case that kafkajs gets wrong: two aborted transactions, the one that began first ended last', () => {
    const log: Entry[] = [
      { producer: 1, kind: 'data' },
      { producer: 0, kind: 'data' },
      { producer: 0, kind: 'abort' },
      { producer: 1, kind: 'abort' },
    ];
    const { bytes, aborted } = fetchFrom(log, 0);
    expect(aborted.map(({ firstOffset }) => firstOffset)).toEqual([1, 0]);
    const { records, next } = readRecordSet(bytes, place, aborted);
    expect([records.isEmpty, records.from(0), next]).toEqual([true, [], 4]);
  });

  it('3. reads what kafkajs writes: keys, values, headers, times and compression', async () => {
    const given = fc.record({
      key: fc.option(fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes))),
      value: fc.option(fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes))),
      headers: fc.dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), fc.string({ maxLength: 20 }), { maxKeys: 3 }),
      time: fc.integer({ min: 0, max: 2 ** 41 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(given, { minLength: 1, maxLength: 40 }), fc.nat(), async (list, base) => {
        const first = list[0]?.time ?? 0;
        const records = list.map(({ time, ...rest }, offsetDelta) =>
          Record({ ...rest, offsetDelta, timestampDelta: time - first }),
        );
        const options = { records, firstTimestamp: first, maxTimestamp: first, lastOffsetDelta: list.length + 4 };
        const { buffer } = await RecordBatch(options);
        const bytes = Buffer.from(buffer);
        bytes.writeBigInt64BE(BigInt(base), 0);
        const set = readRecordSet(Buffer.concat([bytes, bytes.subarray(0, -1)]), place, []);
        // Compaction may have removed the last records: the batch still reaches as far as it did.
        expect(set.next).toBe(base + list.length + 5);
        const shown = set.records.from(0).map(({ headers, key, value, offset, timestamp, topic, partition }) => {
          const texts = Object.entries(headers).map(([name, bytes]) => [name, bytes?.toString()]);
          return { headers: Object.fromEntries(texts), key, value, offset, timestamp, topic, partition };
        });
        expect(shown).toEqual(
          list.map(({ headers, key, value, time }, index) => {
            return { headers: { ...headers }, key, value, offset: base + index, timestamp: time, ...place };
          }),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('4. reads gzip and zstd, and says which compression it does not read', () => {
    const plain = batch(7, { producer: 1, kind: 'data' });
    const packed = (attributes: number, body: Buffer): Buffer => {
      const bytes = Buffer.concat([plain.subarray(0, 61), body]);
      bytes.writeInt32BE(bytes.length - 12, 8);
      bytes.writeInt16BE(attributes, 21);
      return bytes;
    };
    for (const bytes of [packed(1, gzipSync(plain.subarray(61))), packed(4, zstdCompressSync(plain.subarray(61)))]) {
      const [record] = readRecordSet(bytes, place, []).records.from(0);
      expect([record?.offset, record?.value?.toString()]).toEqual([7, '7']);
    }
    expect(() => readRecordSet(packed(3, plain.subarray(61)), place, [])).toThrow('t-3 offset 7: compression lz4');
  });

  it('5. a broker’s time of appending stands for all records of a batch', () => {
    const bytes = batch(7, { producer: 1, kind: 'data' });
    bytes.writeInt16BE(0x08, 21);
    bytes.writeBigInt64BE(123n, 35);
    expect(readRecordSet(bytes, place, []).records.from(0)[0]?.timestamp).toBe(123);
  });

  it('6. a header is data whatever its name is', () => {
    const headers = JSON.parse('{"__proto__": "a", "constructor": "b"}') as Record<string, string>;
    const by = { producerId: 1n, epoch: 0, sequence: 0, transactional: false };
    const bytes = encodeRecordBatch([{ key: 'k', value: null, headers }], by, 0);
    const [read] = readRecordSet(bytes, place, []).records.from(0);
    expect(Object.entries(read?.headers ?? {}).map(([name, value]) => [name, String(value)])).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  it('7. begins anywhere within batches, with the first record from there on', () => {
    const by = { producerId: 1n, epoch: 0, sequence: 0, transactional: false };
    const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(sizes, fc.nat({ max: 40 }), (batches, from) => {
        let offset = 0;
        const bytes = batches.map((count) => {
          const one = encodeRecordBatch(
            Array.from({ length: count }, () => ({ key: 'k', value: null })),
            by,
            0,
          );
          one.writeBigInt64BE(BigInt(offset), 0);
          offset += count + 2; // markers, or what compaction removed
          return one;
        });
        const { records } = readRecordSet(Buffer.concat(bytes), place, []);
        const wanted = records.from(0).filter((record) => record.offset >= from);
        expect(records.from(from)).toEqual(wanted);
        expect(records.firstFrom(from)).toBe(wanted[0]?.offset);
      }),
    );
  });
});
