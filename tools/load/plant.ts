/** One address, or one for each service, and a token of an administrator. */
export interface FrontDoors {
  readonly ingestionUrl: string;
  readonly enrichmentUrl: string;
  readonly adminToken: string;
}

async function post(url: string, token: string, body: unknown): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`POST ${url} answered ${answer.status}: ${text.slice(0, 1000)}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** A credential that may speak for the devices of a scope (`load-*`). */
export async function issueCredential(doors: FrontDoors, name: string, scope: string[]): Promise<string> {
  const url = `${doors.ingestionUrl}/v1/devices/${encodeURIComponent(name)}/credentials`;
  const { token } = (await post(url, doors.adminToken, { scope })) as { token?: unknown };
  if (typeof token !== 'string') throw new Error(`POST ${url}: no token in the answer`);
  return token;
}

export interface PlantSize {
  /** What asset and device ids begin with. */
  readonly prefix: string;
  readonly devices: number;
  readonly metrics: number;
}

const ASSETS_A_REQUEST = 100;

/** One asset for each device, every metric bound; doing it again changes nothing. Without it readings are of unknown devices. */
export async function registerLoadPlant(doors: FrontDoors, { prefix, devices, metrics }: PlantSize): Promise<void> {
  const site = `${prefix}site`;
  const top = { assetId: site, name: 'Load test', level: 'ENTERPRISE', path: site, metrics: [] };
  const assets = Array.from({ length: devices }, (_, index) => ({
    assetId: `${prefix}${index}`,
    name: `Machine ${index}`,
    level: 'WORK_UNIT',
    parentId: site,
    path: `${site}/${prefix}${index}`,
    metrics: Array.from({ length: metrics }, (_, number) => ({
      ...{ metric: `metric-${number}`, deviceId: `${prefix}${index}`, deviceMetric: `metric-${number}` },
      ...{ sourceUnit: 'Cel', unit: 'Cel' },
    })),
  }));
  const url = `${doors.enrichmentUrl}/v1/assets/bulk`;
  await post(url, doors.adminToken, { assets: [top] });
  for (let first = 0; first < assets.length; first += ASSETS_A_REQUEST)
    await post(url, doors.adminToken, { assets: assets.slice(first, first + ASSETS_A_REQUEST) });
}
