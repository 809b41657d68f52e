import { expect } from 'vitest';
import type { RunningService } from './service.fixture.ts';

/** A press in a small plant, with one metric bound, by the front door. */
export async function registerPress(service: RunningService, assetId: string, deviceId: string): Promise<void> {
  const asset = { assetId, name: assetId, level: 'SITE', path: `acme/${assetId}` };
  expect(await service.call('POST', '/v1/assets', asset)).toMatchObject({ status: 201, body: { version: 1 } });
  const binding = { deviceId, deviceMetric: 'T1', sourceUnit: '[degF]', unit: 'Cel', range: { high: 100 } };
  const bound = await service.call('PUT', `/v1/assets/${assetId}/metrics/temperature`, binding);
  expect(bound).toMatchObject({ status: 200, body: { version: 2, metric: 'temperature', range: { high: 100 } } });
}
