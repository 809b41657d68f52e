import { TelemetryEnriched } from '@millrace/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY0, END, HOUR, MINUTE, OPENING, roundArb, type Round } from './correction-rounds.fixture.ts';
import { CorrectionStory } from './correction-story.fixture.ts';
import { modelReadings, modelRollup, type SentReading } from './corrections-model.fixture.ts';
import { testDatabase, type TestDatabase } from './database.fixture.ts';
import { enriched, reading } from './events.fixture.ts';
import { TestProducer } from './producer.fixture.ts';
import { freshTenant, type RunningReporting, startReporting } from './reporting.fixture.ts';

const tenant = freshTenant();
const ROUNDS = 4;
const PATIENCE = { timeout: 40_000, interval: 200 };

let database: TestDatabase;
let producer: TestProducer;
let service: RunningReporting;
let story: CorrectionStory;
const sent: SentReading[] = [];

const start = () => startReporting({ tenants: [tenant], database: database.name });
beforeAll(async () => {
  [database, producer] = await Promise.all([testDatabase(), TestProducer.open()]);
  story = new CorrectionStory(producer, tenant, END + 24 * HOUR);
  service = await start();
});
afterAll(async () => {
  await service.stop();
  await producer.close();
  await database.drop();
});

async function tell({ readings, steps }: Round): Promise<void> {
  const told: Promise<unknown>[] = [];
  for (const { minute, ...rest } of readings) {
    // Of no two readings the same instant: which of them is the last would be anybody's guess. Replacements are at whole minutes.
    const one = { ...rest, at: DAY0 + minute * MINUTE + 1 + sent.length };
    sent.push(one);
    const values = [reading(one.value, { metric: one.metric, occurredAt: one.at, quality: one.quality, unit: 'kW.h' })];
    const place = { assetId: one.assetId, assetPath: `acme/${one.assetId}` };
    told.push(producer.send(TelemetryEnriched, one.assetId, enriched({ tenant, ...place, readings: values })));
  }
  for (const step of steps) {
    if (step.do === 'request') {
      const id = await story.request(step.assetId, step.content);
      if (step.approve) await story.decide('ApproveCorrection', id);
    } else if (story.ids.length > 0) {
      await story.decide(step.do, story.ids[step.which % story.ids.length] ?? '', step.actor);
    }
  }
  await Promise.all(told);
}

const rollup = (table: string) =>
  database.rows(`SELECT asset_id AS assetId, metric, toUnixTimestamp(bucket) AS bucket, count, good_count AS good, sum, min, max,
      first_value AS first, last_value AS last, corrected, correction_ids AS ids
    FROM ${table} WHERE tenant = '${tenant}' ORDER BY assetId, metric, bucket`);
const plainRollup = (width: string) =>
  database.rows(`SELECT r.asset_id AS assetId, r.metric AS metric, toUnixTimestamp(r.bucket) AS bucket, sum(r.count) AS count, sum(r.good_count) AS good,
      sum(r.sum) AS sum, min(r.min) AS min, max(r.max) AS max, argMinMerge(r.first_value) AS first, argMaxMerge(r.last_value) AS last,
      toUInt64(0) AS corrected, [] AS ids
    FROM readings_${width} AS r WHERE tenant = '${tenant}' GROUP BY assetId, metric, bucket ORDER BY assetId, metric, bucket`);
const readingsOf = () =>
  database.rows(`SELECT asset_id AS assetId, metric, toUnixTimestamp64Micro(occurred_at) AS at, value AS number, value_text AS text,
      toString(quality) AS quality, correction_id AS correctionId
    FROM corrected_readings WHERE tenant = '${tenant}' ORDER BY assetId, metric, at`);

/** A stretch of a series over HTTP, as the same columns that the model has. */
async function answered(assetId: string, of: string, maxPoints: number, corrections: string) {
  const query = `assetId=${assetId}&metric=${of}&from=${DAY0 / 1_000}&to=${END / 1_000}&maxPoints=${maxPoints}`;
  const { body } = await service.get(tenant, `/v1/history?${query}&corrections=${corrections}`);
  return body as {
    source: string;
    corrections: { correctionId: string }[];
    points: {
      at: string;
      avg: number | null;
      min: number | null;
      last: unknown;
      count: number;
      corrected?: number;
      correctionIds?: string[];
    }[];
  };
}

const WIDTHS = [
  ['1m', 60],
  ['1h', 3_600],
  ['1d', 86_400],
] as const;
const SERIES = ['meter-1', 'meter-2'].flatMap((id) => ['energy', 'power'].map((of) => [id, of] as const));

async function assertAsModelled(): Promise<void> {
  const { inEffect } = story;
  await expect.poll(readingsOf, PATIENCE).toEqual(modelReadings(sent, inEffect));
  for (const [width, seconds] of WIDTHS) {
    await expect
      .poll(() => rollup(`corrected_readings_${width}`), PATIENCE)
      .toEqual(modelRollup(sent, inEffect, seconds));
    await expect.poll(() => plainRollup(width), PATIENCE).toEqual(modelRollup(sent, [], seconds));
  }
  for (const [assetId, of] of SERIES) {
    const ofSeries = <T extends { assetId: string; metric: string }>(all: readonly T[]): T[] =>
      all.filter((one) => one.assetId === assetId && one.metric === of);
    for (const [corrections, applied] of [
      ['applied', inEffect],
      ['none', []],
    ] as const) {
      const raw = await answered(assetId, of, 10_000, corrections);
      const wanted = ofSeries(modelReadings(sent, applied));
      expect(raw.points.map(({ last, correctionIds }) => [last, correctionIds ?? []])).toEqual(
        wanted.map(({ number, text, correctionId }) => [number ?? text, correctionId === '' ? [] : [correctionId]]),
      );
      const ids = applied.filter((one) => one.assetId === assetId && one.metric === of).map((one) => one.correctionId);
      expect(raw.corrections.map(({ correctionId }) => correctionId).sort()).toEqual([...ids].sort());
      const days = await answered(assetId, of, 3, corrections);
      if (days.source !== '1d') continue; // so few readings are answered as they are
      expect(
        days.points.map(({ avg, min, last, count, corrected }) => ({
          avg,
          min,
          last,
          count,
          corrected: corrected ?? 0,
        })),
      ).toEqual(
        ofSeries(modelRollup(sent, applied, 86_400)).map(({ count, sum, min, last, corrected }) => {
          return { avg: count === 0 ? null : sum / count, min, last, count, corrected };
        }),
      );
    }
  }
}

describe('readings, rollups and answers as corrected', () => {
  it('1. are what an independent model says, whatever is corrected and withdrawn, comes late, or is restarted meanwhile', async () => {
    const rounds = fc.sample(roundArb, { numRuns: ROUNDS });
    rounds.unshift({ readings: rounds[0]?.readings ?? [], steps: OPENING });
    for (const [number, round] of rounds.entries()) {
      const telling = tell(round);
      if (number % 2 === 1) {
        await service.stop();
        service = await start();
      }
      await telling;
      await assertAsModelled();
    }
    expect(story.inEffect.length).toBeGreaterThan(0);
    expect(story.written).toBeGreaterThan(story.inEffect.length);
  }, 300_000);

  it('2. are what the devices said again when every correction is withdrawn', async () => {
    for (const { correctionId } of story.inEffect) await story.decide('WithdrawCorrection', correctionId);
    expect(story.inEffect).toEqual([]);
    await assertAsModelled();
    const { body } = await service.get(tenant, `/v1/live?prefix=acme/meter-1`);
    expect((body['items'] as { correctionId?: string }[]).map(({ correctionId }) => correctionId)).toEqual([
      undefined,
      undefined,
    ]);
  }, 120_000);
});
