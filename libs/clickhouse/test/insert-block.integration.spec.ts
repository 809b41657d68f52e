import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertReadings, readingRow, readingsBlock, T0, type ReadingRow } from './reading-row.ts';
import { testDatabase, type TestDatabase } from './test-database.ts';
import { deadLetters, insertBlock, insertBody, WriteError } from '../src/index.ts';

const MINUTE = 60_000_000;

/** Rollup columns over any rollup table, or recomputed from the readings. */
const ROLLUP = (
  width: string,
) => `SELECT tenant, asset_id, metric, bucket, sum(count) AS n, sum(good_count) AS good, sum(sum) AS total,
  min(min) AS low, max(max) AS high, argMinMerge(first_value) AS first, argMaxMerge(last_value) AS last
  FROM readings_${width} GROUP BY tenant, asset_id, metric, bucket ORDER BY tenant, asset_id, metric, bucket`;
const RECOMPUTED = (start: string) => `SELECT tenant, asset_id, metric, ${start}(occurred_at) AS bucket, count() AS n,
  countIf(quality = 'GOOD') AS good, sum(value) AS total, min(value) AS low, max(value) AS high,
  argMin(value, occurred_at) AS first, argMax(value, occurred_at) AS last
  FROM readings WHERE value IS NOT NULL AND quality != 'BAD'
  GROUP BY tenant, asset_id, metric, bucket ORDER BY tenant, asset_id, metric, bucket`;

const anyRow = fc.record({
  assetId: fc.constantFrom('press-7', 'press-8', "o'brien"),
  metric: fc.constantFrom('temperature', 'pressure'),
  minute: fc.nat(3 * 24 * 60),
  // Integers add up to the same sum in any order.
  value: fc.option(fc.integer({ min: -1000, max: 1000 }), { nil: null }),
  quality: fc.constantFrom('GOOD' as const, 'UNCERTAIN' as const, 'BAD' as const),
});

describe('insertBlock on a real engine', () => {
  let database: TestDatabase;
  const count = async (table: string): Promise<number> =>
    (await database.rows<{ n: number }>(`SELECT count() AS n FROM ${table}`))[0]?.n ?? -1;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  it('1. every kind of value comes back as it was', async () => {
    const rows = [
      // Its own series: a tenth among the integers of test 3 would make a sum depend on the order of adding.
      readingRow({
        metric: 'tenth',
        value: -0.1,
        traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
        occurredAt: T0 + 123_456,
      }),
      readingRow({
        metric: 'state',
        value: null,
        valueText: "läuft; 'ok' \\ \n\t",
        unit: '',
        readingIndex: 1,
        quality: 'UNCERTAIN',
      }),
      readingRow({ metric: 'on', value: null, valueBool: false, readingIndex: 2, quality: 'BAD', shift: '' }),
      readingRow({
        metric: 'very-late',
        occurredAt: Date.UTC(1999, 0) * 1000,
        readingIndex: 65_535,
        kafkaOffset: 2 ** 52,
      }),
    ];
    await insertReadings(database.client, 'values', rows);
    const stored = await database.rows<Record<string, unknown>>('SELECT * FROM readings ORDER BY reading_index');
    expect(
      stored.map(({ value, value_text, value_bool, quality, shift }) => [
        value,
        value_text,
        value_bool,
        quality,
        shift,
      ]),
    ).toEqual([
      [-0.1, null, null, 'GOOD', '2026-05-01/early'],
      [null, "läuft; 'ok' \\ \n\t", null, 'UNCERTAIN', '2026-05-01/early'],
      [null, null, false, 'BAD', ''],
      [20.5, null, null, 'GOOD', '2026-05-01/early'],
    ]);
    expect(stored[0]).toMatchObject({
      tenant: 'acme',
      occurred_at: '2026-05-01T06:00:00.123456Z',
      event_id: '0190a0b0-1111-7222-8333-444455556666',
      source_partition: 2,
      source_offset: 41,
      kafka_partition: 3,
      kafka_offset: 17,
      trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
    });
    expect(stored[3]).toMatchObject({ occurred_at: '1999-01-01T00:00:00.000000Z', kafka_offset: 2 ** 52 });
  });

  it('2. a dead letter keeps bytes that are not text, and its headers', async () => {
    const value = Buffer.from([0, 255, 10, 39, 92, 0]);
    const letter = {
      tenant: '',
      deadLetterId: 'd1',
      service: 's',
      stream: 's',
      sourceTopic: 't',
      sourcePartition: 0,
      sourceOffset: 1,
    };
    const why = { sourceTimestamp: 1, reason: 'CORRUPT', field: '', rule: '', detail: '', failedAt: T0 };
    const where = { kafkaTopic: 't', kafkaPartition: 0, kafkaOffset: 1 };
    const rows = [
      { ...letter, ...why, ...where, key: null, value, headers: { a: Buffer.from('1'), b: value } },
      { ...letter, ...why, ...where, deadLetterId: 'd2', key: value, value: null, headers: {} },
    ];
    await insertBlock(database.client, { table: deadLetters, token: 'letters', rows });
    const stored = await database.rows(
      'SELECT hex(key) AS k, hex(value) AS v, mapKeys(headers) AS h FROM dead_letters ORDER BY dead_letter_id',
    );
    expect(stored).toEqual([
      { k: null, v: '00FF0A275C00', h: ['a', 'b'] },
      { k: '00FF0A275C00', v: null, h: [] },
    ]);
  });

  it('3. rollups equal what the readings give, whatever came, in any blocks, each tried one to three times', async () => {
    let block = 0;
    const attempts = fc.integer({ min: 1, max: 3 });
    const blocks = fc.array(fc.tuple(fc.array(anyRow, { minLength: 1, maxLength: 60 }), attempts), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(blocks, async (given) => {
        let expected = await count('readings');
        for (const [parts, tries] of given) {
          const token = `property:${block++}`;
          // Distinct instants: of two readings at the same one, neither is the first or the last.
          const rows = parts.map(({ minute, ...rest }, i): ReadingRow =>
            readingRow({ ...rest, occurredAt: T0 + minute * MINUTE + block * 1_000 + i }),
          );
          expected += rows.length;
          for (let attempt = 0; attempt < tries; attempt++) {
            await insertReadings(database.client, token, rows);
          }
        }
        expect(await count('readings')).toBe(expected);
        for (const [width, start] of [
          ['1m', 'toStartOfMinute'],
          ['1h', 'toStartOfHour'],
          ['1d', 'toStartOfDay'],
        ] as const) {
          expect(await database.rows(ROLLUP(width))).toEqual(await database.rows(RECOMPUTED(start)));
        }
        const latest = 'SELECT asset_id, metric, occurred_at, value FROM latest_values FINAL ORDER BY asset_id, metric';
        const newest =
          'SELECT asset_id, metric, occurred_at, value FROM readings ORDER BY asset_id, metric, occurred_at DESC LIMIT 1 BY asset_id, metric';
        expect(await database.rows(latest)).toEqual(await database.rows(newest));
      }),
      { numRuns: 12 },
    );
  });

  it('4. a block over ten years of months goes in as one, once', async () => {
    const before = await count('readings');
    const rows = Array.from({ length: 120 }, (_, i) =>
      readingRow({ occurredAt: Date.UTC(2015, i) * 1000, metric: 'backfill' }),
    );
    for (let attempt = 0; attempt < 2; attempt++) await insertReadings(database.client, 'years', rows);
    expect(await count('readings')).toBe(before + 120);
  });

  it('5. a block of 200,000 rows is not split', async () => {
    const before = await count('readings');
    const rows = Array.from({ length: 200_000 }, (_, i) =>
      readingRow({ occurredAt: T0 + i, metric: 'bulk', value: i }),
    );
    for (let attempt = 0; attempt < 2; attempt++) await insertReadings(database.client, 'bulk', rows);
    expect(await count('readings')).toBe(before + 200_000);
    const [sum] = await database.rows<{ n: number }>("SELECT sum(count) AS n FROM readings_1h WHERE metric = 'bulk'");
    expect(sum?.n).toBe(200_000);
  });

  it('6. errors say whether trying again may help', async () => {
    const block = readingsBlock([readingRow()]);
    const missing = { table: 'not_there', columns: block.columns, rows: block.rows, encode: () => block.encode() };
    const failure = await insertBody(database.client, 'x', missing).catch((e: unknown) => e);
    expect(failure).toBeInstanceOf(WriteError);
    expect(failure).toMatchObject({ retryable: true, code: '60' });
  });
});
