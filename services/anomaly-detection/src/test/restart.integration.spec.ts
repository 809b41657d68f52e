import { TelemetryEnriched, topic, type Decoded } from '@millrace/contracts';
import { BuiltService, freshTenant, TestTopics, waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVICE } from '../source.ts';

const ASSETS = 8;
const MESSAGES = 120;
const PER_MESSAGE = 10;
const START = Date.UTC(2026, 0, 1) * 1_000;
const SECOND = 1_000_000;
const WARM_UP = '100';

const unbroken = freshTenant();
const broken = freshTenant();
let topics: TestTopics;
let service: BuiltService;

beforeAll(async () => {
  topics = await TestTopics.open([topic.anomaliesEvents]);
  service = await BuiltService.prepare(SERVICE, unbroken, { DETECTOR_WARM_UP_READINGS: WARM_UP });
  await service.start();
}, 180_000);
afterAll(async () => {
  await service.stop();
  await topics.close();
});

/** A press whose bearing is in trouble now and then, at other times for every asset. */
const value = (asset: number, index: number): number =>
  60 + ((index * (asset + 7)) % 11) / 10 + ((index + asset * 17) % 400 > 370 ? 5 + index / 20 : 0);

/** Message `number` of every asset: its next readings, one a second. */
async function send(tenant: string, number: number): Promise<void> {
  const assets = Array.from({ length: ASSETS }, (_, asset) => {
    const first = number * PER_MESSAGE;
    const readings = Array.from({ length: PER_MESSAGE }, (_, index) => ({
      ...{ index, metric: 'bearing-temperature', unit: 'Cel', quality: 'GOOD' as const },
      ...{ occurredAt: START + (first + index) * SECOND, value: value(asset, first + index) },
    }));
    return topics.send(TelemetryEnriched, `${tenant}/press-${asset}`, {
      ...{ eventId: `event-${asset}-${number}`, tenant, assetId: `press-${asset}`, assetPath: `acme/press-${asset}` },
      ...{ deviceId: `gw-${asset}`, receivedAt: START + (first + PER_MESSAGE) * SECOND, shift: null, readings },
      ...{ sourcePartition: 0, sourceOffset: number },
    });
  });
  await Promise.all(assets);
}

/** The anomaly events of an asset as everybody would tell them: without the ids and times that differ by run. */
function told(tenant: string, assetId: string): unknown[] {
  const ofAsset = topics.all(tenant).filter(({ value: event }) => 'assetId' in event && event.assetId === assetId);
  return ofAsset.map(({ type, value: event }: Decoded) => {
    const {
      eventId: _eventId,
      tenant: _tenant,
      anomalyId: _anomaly,
      detectedAt: _at,
      ...rest
    } = event as unknown as Record<string, unknown>;
    return { type, ...rest };
  });
}

/** Waits until every message of a tenant was looked at: its last series closed its last anomaly. */
const done = (tenant: string, expected: number): Promise<unknown> =>
  waitFor(() => topics.all(tenant).length >= expected, {
    ...{ timeoutMs: 120_000, intervalMs: 100 },
    describe: `${expected} anomaly events of ${tenant}, of which ${topics.all(tenant).length} came at first`,
  });

describe('the detector on real parts', () => {
  it('1. opens and closes anomalies, and shows what it knows of a series', async () => {
    for (let number = 0; number < MESSAGES; number++) await send(unbroken, number);
    const series = await waitFor(async () => {
      const { status, body } = await service.call('GET', '/v1/anomaly-detection/series/press-0/bearing-temperature');
      return status === 200 && body['readings'] === MESSAGES * PER_MESSAGE ? body : undefined;
    });
    expect(series).toMatchObject({ assetId: 'press-0', warmingUp: false, ranges: expect.any(Array) as unknown[] });
    const openedOf = (asset: number): number =>
      topics.of('AnomalyOpened', unbroken).filter(({ assetId }) => assetId === `press-${asset}`).length;
    // The other presses lie in other partitions, which are read at their own pace.
    await waitFor(
      () =>
        Array.from({ length: ASSETS }, (_, asset) => openedOf(asset)).every((count) => count >= 2) &&
        topics.of('AnomalyClosed', unbroken).length >= ASSETS,
      { timeoutMs: 60_000, describe: 'two anomalies of every press, and one that closed' },
    );
    const unknown = await service.call('GET', '/v1/anomaly-detection/series/press-0/colour', undefined, 'viewer');
    expect(unknown.status).toBe(404);
  });

  it('2. gives the same events once each when it is killed in the middle, again and again', async () => {
    const feeding = (async () => {
      for (let number = 0; number < MESSAGES; number++) await send(broken, number);
    })();
    for (const enough of [1, 20]) {
      await waitFor(() => topics.all(broken).length >= enough, { timeoutMs: 60_000, intervalMs: 1 });
      await service.kill();
      await service.start();
    }
    await feeding;
    await done(broken, topics.all(unbroken).length);
    await done(unbroken, topics.all(broken).length);
    for (let asset = 0; asset < ASSETS; asset++) {
      expect(told(broken, `press-${asset}`)).toEqual(told(unbroken, `press-${asset}`));
    }
    const ids = topics.all(broken).map(({ value: event }) => (event as { eventId: string }).eventId);
    expect(new Set(ids).size).toBe(ids.length);
  }, 240_000);
});
