import { CLIMATE_DEVICE, SAMPLE_ASSETS, SAMPLE_RULES } from './plant.ts';

/** The front doors that a plant is set up through, and the administrator's API token for them. */
export interface PlantDoors {
  readonly ingestionUrl: string;
  readonly enrichmentUrl: string;
  readonly alertingUrl: string;
  readonly adminToken: string;
}

/** Registers the sample plant's assets, bindings and alarm rules; doing it again changes nothing. */
export async function registerPlant(doors: PlantDoors): Promise<void> {
  const assets = SAMPLE_ASSETS.map(({ metrics, ...asset }) => ({
    ...asset,
    metrics: metrics.map(({ column: _column, ...binding }) => binding),
  }));
  await call(doors, 'POST', `${doors.enrichmentUrl}/v1/assets/bulk`, { assets });
  for (const { ruleId, ...rule } of SAMPLE_RULES) {
    await call(doors, 'PUT', `${doors.alertingUrl}/v1/rules/${ruleId}`, rule);
  }
}

/** Issues the credential with which the sample gateway speaks for its devices. Its secret is shown this once. */
export async function issueGatewayCredential(doors: PlantDoors): Promise<string> {
  const answer = await call(doors, 'POST', `${doors.ingestionUrl}/v1/devices/sample-gateway/credentials`, {
    scope: [CLIMATE_DEVICE, 'testbench-*'],
  });
  const { token } = answer as { token?: unknown };
  if (typeof token !== 'string') throw new Error('ingestion issued a credential without a token');
  return token;
}

async function call(doors: PlantDoors, method: 'POST' | 'PUT', url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${doors.adminToken}` },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text.slice(0, 1000)}`);
  return text === '' ? undefined : JSON.parse(text);
}
