import type { Product } from '@millrace/local-stack';
import { issueCredential, registerLoadPlant } from '../load/plant.ts';

/** Numbers of the load plant's metrics: the message counter, and the wave that crosses the alarm limit. */
export const COUNTER_METRIC = 'metric-0';
export const WAVE_METRIC = 'metric-1';
export const WAVE_LOW = 10;
export const WAVE_HIGH = 90;
export const LOAD_RULE_ID = 'load-wave-high';

const PREFIX = 'load-';
const LIMIT = 50;

/** Devices of the load plant; each is bound to the asset of the same name. */
export const loadDevices = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${PREFIX}${index}`);

/** Registers one asset a load device, and the rule that the wave crosses. Gives the token that speaks for the devices. */
export async function prepareLoadPlant(product: Product, devices: number): Promise<string> {
  const { ingestion, enrichment, alerting } = product.services;
  const adminToken = product.secrets.tokens.admin;
  const doors = { ingestionUrl: ingestion.url, enrichmentUrl: enrichment.url, adminToken };
  await registerLoadPlant(doors, { prefix: PREFIX, devices, metrics: 2 });
  await defineRule(`${alerting.url}/v1/rules/${LOAD_RULE_ID}`, adminToken);
  return issueCredential(doors, 'load-gateway', [`${PREFIX}*`]);
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
