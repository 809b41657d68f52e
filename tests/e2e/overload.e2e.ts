import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overload } from '../../tools/overload/overload.ts';
import { AS_IN_THE_CHART, SHORT, SHORT_PENDING } from '../../tools/overload/sizes.ts';
import { startTestPlant, type TestPlant } from './plant.ts';

let plant: TestPlant;
beforeAll(async () => {
  plant = await startTestPlant({
    env: { ...AS_IN_THE_CHART, ingestion: { ...AS_IN_THE_CHART.ingestion, ...SHORT_PENDING } },
  });
});
afterAll(async () => {
  await plant.stop();
});

describe('ten times what the product can take, while Kafka is slow and stands still', () => {
  it('is refused with Retry-After within the memory there is, and what was acknowledged is stored once', async () => {
    const report = await overload(plant.product, { ...SHORT, factor: 10, seconds: 10, tell: () => undefined });
    const { samples: _, ...figures } = report;
    expect(figures, JSON.stringify(figures)).toMatchObject({ lost: 0, doubled: 0, kept: true });
    expect(report.sparkplug.doubled).toBe(0);
    const { share, unavailable } = report.requests;
    expect(share + unavailable).toBeGreaterThan(0);
    expect(report.withRetryAfter).toBeGreaterThanOrEqual(share + unavailable);
    for (const [caller, messages] of Object.entries(report.byCaller)) expect(messages, caller).toBeGreaterThan(0);
    expect(plant.unexpected).toEqual([]);
  }, 300_000);
});
