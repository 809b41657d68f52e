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

interface Asset {
  readonly assetId: string;
  readonly name: string;
  readonly level: string;
  readonly parentId?: string;
  readonly path: string;
  readonly metrics: readonly object[];
}

/** Registers assets, in this order. @throws Error that says what was refused first */
async function registerAssets(doors: FrontDoors, assets: readonly Asset[]): Promise<void> {
  const url = `${doors.enrichmentUrl}/v1/assets/bulk`;
  for (let first = 0; first < assets.length; first += ASSETS_A_REQUEST) {
    const answer = await post(url, doors.adminToken, { assets: assets.slice(first, first + ASSETS_A_REQUEST) });
    const { problems } = answer as { problems?: number };
    if (problems !== 0) throw new Error(`POST ${url}: ${problems} problems: ${JSON.stringify(answer).slice(0, 2000)}`);
  }
}

/** The levels above a machine (ISA-95), each with one member: `<prefix>enterprise/<prefix>site/…`. */
function levelsAbove(prefix: string): Asset[] {
  const above: Asset[] = [];
  for (const level of ['ENTERPRISE', 'SITE', 'AREA', 'WORK_CENTER']) {
    const parent = above.at(-1);
    const assetId = `${prefix}${level.toLowerCase().replace('_', '-')}`;
    const path = parent === undefined ? assetId : `${parent.path}/${assetId}`;
    const upwards = parent === undefined ? {} : { parentId: parent.assetId };
    above.push({ assetId, name: `Load test ${level}`, level, path, metrics: [], ...upwards });
  }
  return above;
}

/** One asset for each device, every metric bound; doing it again changes nothing. Without it readings are of unknown devices. */
export async function registerLoadPlant(doors: FrontDoors, { prefix, devices, metrics }: PlantSize): Promise<void> {
  const above = levelsAbove(prefix);
  const line = above.at(-1);
  const machines = Array.from({ length: devices }, (_, index) => ({
    assetId: `${prefix}${index}`,
    name: `Machine ${index}`,
    level: 'WORK_UNIT',
    parentId: line?.assetId ?? '',
    path: `${line?.path}/${prefix}${index}`,
    metrics: Array.from({ length: metrics }, (_, number) => ({
      ...{ metric: `metric-${number}`, deviceId: `${prefix}${index}`, deviceMetric: `metric-${number}` },
      ...{ sourceUnit: 'Cel', unit: 'Cel' },
    })),
  }));
  // A machine is accepted when what is above it is there.
  for (const asset of above) await registerAssets(doors, [asset]);
  await registerAssets(doors, machines);
}
