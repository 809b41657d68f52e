import type { Product } from '@millrace/local-stack';
import { issueCredential, registerLoadPlant } from '../../load/plant.ts';

/** The message counter, the wave that crosses the alarm limit; the other metrics are there for their number. */
export const COUNTER_METRIC = 'metric-0';
export const WAVE_METRIC = 'metric-1';
export const METRICS = 10;
export const WAVE_LOW = 10;
export const WAVE_HIGH = 90;
export const LOAD_RULE_ID = 'chaos-wave-high';

const PREFIX = 'chaos-';
const LIMIT = 50;

/** Devices of the plant by how they send; each is bound to the asset of the same name. */
export interface LoadDevices {
  readonly http: readonly string[];
  readonly mqtt: readonly string[];
  /** Over HTTP too, but out of order, twice, and a day late. */
  readonly odd: readonly string[];
}

/** Registers one asset a device, and the rule that the wave crosses. Gives the token that speaks for the devices. */
export async function prepareLoadPlant(
  product: Product,
  counts: Readonly<Record<keyof LoadDevices, number>>,
): Promise<{ readonly token: string; readonly devices: LoadDevices }> {
  const { ingestion, enrichment, alerting } = product.services;
  const adminToken = product.secrets.tokens.admin;
  const doors = { ingestionUrl: ingestion.url, enrichmentUrl: enrichment.url, adminToken };
  const total = counts.http + counts.mqtt + counts.odd;
  await registerLoadPlant(doors, { prefix: PREFIX, devices: total, metrics: METRICS });
  await defineRule(`${alerting.url}/v1/rules/${LOAD_RULE_ID}`, adminToken);
  const names = Array.from({ length: total }, (_, index) => `${PREFIX}${index}`);
  const devices = {
    http: names.slice(0, counts.http),
    mqtt: names.slice(counts.http, counts.http + counts.mqtt),
    odd: names.slice(counts.http + counts.mqtt),
  };
  return { token: await issueCredential(doors, 'chaos-gateway', [`${PREFIX}*`]), devices };
}

async function defineRule(url: string, token: string): Promise<void> {
  const response = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({
      ...{ name: 'Wave high', assetPathPrefix: `${PREFIX}enterprise`, metric: WAVE_METRIC, kind: 'THRESHOLD_HIGH' },
      ...{ limit: LIMIT, deadband: 1, priority: 'LOW' },
    }),
  });
  if (!response.ok) throw new Error(`PUT ${url} answered ${response.status}: ${(await response.text()).slice(0, 500)}`);
}
