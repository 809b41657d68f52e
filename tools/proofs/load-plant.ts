import type { Product } from '@millrace/local-stack';
import { COUNTER_METRIC, WAVE_METRIC } from './numbered-load.ts';

const LOAD_LIMIT = 50;
export const LOAD_RULE_ID = 'load-wave-high';

/** Registers one asset a load device with its two metrics, and the rule that the wave crosses. Gives the device token. */
export async function registerLoadPlant(product: Product, devices: readonly string[]): Promise<string> {
  const admin = product.secrets.tokens.admin;
  const { ingestion, enrichment, alerting } = product.services;
  const parents = [
    { assetId: 'load', name: 'Load', level: 'ENTERPRISE', path: 'load', metrics: [] },
    { assetId: 'load-site', name: 'Site', level: 'SITE', parentId: 'load', path: 'load/site', metrics: [] },
  ];
  const assets = devices.map((deviceId) => ({
    ...{ assetId: assetOf(deviceId), name: deviceId, level: 'AREA', parentId: 'load-site' },
    path: `load/site/${assetOf(deviceId)}`,
    metrics: [COUNTER_METRIC, WAVE_METRIC].map((metric) => ({
      ...{ metric, deviceId, deviceMetric: metric, sourceUnit: '', unit: '' },
    })),
  }));
  await send(admin, 'POST', `${enrichment.url}/v1/assets/bulk`, { assets: [...parents, ...assets] });
  await send(admin, 'PUT', `${alerting.url}/v1/rules/${LOAD_RULE_ID}`, {
    ...{ name: 'Wave high', assetPathPrefix: 'load/', metric: WAVE_METRIC, kind: 'THRESHOLD_HIGH' },
    ...{ limit: LOAD_LIMIT, deadband: 1, priority: 'LOW' },
  });
  const answer = await send(admin, 'POST', `${ingestion.url}/v1/devices/load-gateway/credentials`, { scope: ['load-*'] });
  return (answer as { token: string }).token;
}

/** The asset that a load device is bound to. */
export const assetOf = (deviceId: string): string => deviceId.replace('load-', 'asset-');

async function send(token: string, method: string, url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text.slice(0, 500)}`);
  return text === '' ? undefined : JSON.parse(text);
}
