import { randomUUID } from 'node:crypto';
import { waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerPress } from './plant.fixture.ts';
import { freshTenant, startEnrichment, type RunningService } from './service.fixture.ts';
import { TenantTopics } from './topics.fixture.ts';

const tenant = freshTenant();
const DEVICES = 24;
let one: RunningService;
let two: RunningService;
let topics: TenantTopics;

beforeAll(async () => {
  [one, two] = await Promise.all([startEnrichment(tenant), startEnrichment(tenant)]);
  topics = await TenantTopics.open(tenant);
});
afterAll(async () => {
  await topics.close();
  await two.stop();
});

/** A message of every device, once all of them came out enriched. */
async function round(ids: readonly string[] = Array.from({ length: DEVICES }, () => randomUUID())): Promise<string[]> {
  await Promise.all(ids.map((id, device) => topics.send(`gateway-${device}`, { T1: 50 }, id)));
  await Promise.all(ids.map((id) => topics.enriched(id)));
  return [...ids];
}

describe('two instances', () => {
  it('1. take writes side by side, and each knows what the other was told', async () => {
    for (let device = 0; device < DEVICES; device++) {
      await registerPress(device % 2 === 0 ? one : two, `press-${device}`, `gateway-${device}`);
    }
    for (const service of [one, two]) {
      const listed = await waitFor(async () => {
        const { body } = await service.call('GET', '/v1/assets?limit=1000', undefined, 'viewer');
        const assets = body['assets'] as readonly { readonly metrics: readonly unknown[] }[];
        return assets.length === DEVICES && assets.every(({ metrics }) => metrics.length === 1) ? assets : undefined;
      });
      expect(listed).toHaveLength(DEVICES);
    }
  });

  it('2. share the devices and enrich each message once, also when one of them goes', async () => {
    const first = await round();
    const stopping = one.stop();
    const second = await round();
    await stopping;
    // What the partitions' first owner has seen, their new one has read again: repeats are dropped wherever they land.
    await round(first);
    const third = await round();
    const counts = new Map<string, number>();
    for (const { eventId } of topics.of('TelemetryEnriched')) counts.set(eventId, (counts.get(eventId) ?? 0) + 1);
    for (const id of [...first, ...second, ...third]) expect(counts.get(id)).toBe(1);
    expect(topics.of('TelemetryRejected')).toEqual([]);
  });
});
