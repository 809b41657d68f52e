import { createHash } from 'node:crypto';

/** What the plant of the access matrix has inside the scope of some people; everything inside carries the mark in its name. */
export const MARK = 'inside';
export const INSIDE = 'acme/north/inside';
export const OUTSIDE = 'acme/north/elsewhere';

/** Where a right is looked at from: at the place, at another one, for the whole tenant, in another tenant. */
export const VANTAGES = ['inside', 'outside', 'whole', 'neighbour'] as const;
export type Vantage = (typeof VANTAGES)[number];

/** Facts about the plant that requests name. */
export interface Known {
  readonly alarmId: string;
  readonly correctionId: string;
  readonly eventId: string;
  /** When all of it was there, milliseconds. */
  readonly at: number;
}

export interface RouteExample {
  /** Path with its parameters and query filled in: it asks for, or changes, what lies inside. */
  readonly path: string;
  readonly body?: unknown;
}

const day = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };
const always = 'from=2026-01-01T00:00:00Z&to=2026-12-31T00:00:00Z';
const reason = { reason: 'matrix' };
const asset = `${MARK}-pump`;
const binding = { deviceId: 'd1', deviceMetric: 't', sourceUnit: 'Cel', unit: 'Cel' };
const tag = { assetId: `${MARK}-tag`, name: 'Tag', level: 'WORK_UNIT', parentId: `${MARK}-line` };
const rule = { name: 'Matrix', assetPathPrefix: INSIDE, kind: 'ANOMALY', minScore: 0.99, priority: 'LOW' };
const correction = { assetId: asset, metric: 't', kind: 'VOID', ...day, ...reason };

/** For every route a request that its right is tried with. A route that is missing here fails the test: it has to be thought about. */
export const EXAMPLES: Readonly<Record<string, (known: Known, vantage: Vantage) => RouteExample>> = {
  'GET /v1/assets': () => ({ path: '/v1/assets?limit=1000' }),
  'POST /v1/assets': () => ({ path: '/v1/assets', body: tag }),
  'POST /v1/assets/bulk': () => ({ path: '/v1/assets/bulk', body: { assets: [tag] } }),
  'GET /v1/assets/export': () => ({ path: '/v1/assets/export' }),
  'POST /v1/assets/import': () => ({ path: '/v1/assets/import?dryRun=true&report=all', body: [tag] }),
  'GET /v1/assets/{assetId}': () => ({ path: `/v1/assets/${asset}` }),
  'POST /v1/assets/{assetId}/move': () => ({ path: `/v1/assets/${asset}/move`, body: { parentId: `${MARK}-line` } }),
  'POST /v1/assets/{assetId}/rename': () => ({ path: `/v1/assets/${asset}/rename`, body: { name: 'inside pump' } }),
  'POST /v1/assets/{assetId}/retire': () => ({ path: `/v1/assets/${MARK}-old/retire`, body: reason }),
  'POST /v1/assets/{assetId}/reinstate': () => ({ path: `/v1/assets/${asset}/reinstate`, body: reason }),
  'PUT /v1/assets/{assetId}/metrics/{metric}': () => ({ path: `/v1/assets/${asset}/metrics/t`, body: binding }),
  'DELETE /v1/assets/{assetId}/metrics/{metric}': () => ({ path: `/v1/assets/${asset}/metrics/none` }),
  'GET /v1/assets/unbound-devices': () => ({ path: '/v1/assets/unbound-devices' }),
  'POST /v1/assets/unbound-devices/{deviceId}/accept': () => ({
    path: '/v1/assets/unbound-devices/none/accept',
    body: tag,
  }),
  'POST /v1/assets/unbound-devices/{deviceId}/map': () => ({
    path: '/v1/assets/unbound-devices/none/map',
    body: { assetId: asset },
  }),
  'GET /v1/asset-types': () => ({ path: '/v1/asset-types' }),
  'GET /v1/asset-types/{typeId}': () => ({ path: '/v1/asset-types/none' }),
  'PUT /v1/asset-types/{typeId}': () => ({ path: '/v1/asset-types/matrix', body: {} }),
  'GET /v1/asset-types/{typeId}/versions/{version}': () => ({ path: '/v1/asset-types/none/versions/1' }),
  'POST /v1/asset-types/{typeId}/impact': () => ({ path: '/v1/asset-types/matrix/impact', body: {} }),
  'POST /v1/asset-types/{typeId}/retire': () => ({ path: '/v1/asset-types/none/retire', body: reason }),
  'GET /v1/type-packs': () => ({ path: '/v1/type-packs' }),
  'GET /v1/type-packs/{pack}': () => ({ path: '/v1/type-packs/manufacturing' }),
  'POST /v1/type-packs/{pack}/install': () => ({ path: '/v1/type-packs/manufacturing/install?dryRun=true' }),
  'GET /v1/assets/{assetId}/model': () => ({ path: `/v1/assets/${asset}/model` }),
  'PUT /v1/assets/{assetId}/type': () => ({ path: `/v1/assets/${asset}/type`, body: { typeId: 'none' } }),
  'DELETE /v1/assets/{assetId}/type': () => ({ path: `/v1/assets/${asset}/type` }),
  'PUT /v1/assets/{assetId}/overrides/{metric}': () => ({
    path: `/v1/assets/${asset}/overrides/t`,
    body: { range: { low: 0, high: 9 } },
  }),
  'DELETE /v1/assets/{assetId}/overrides/{metric}': () => ({ path: `/v1/assets/${asset}/overrides/t` }),
  'GET /v1/corrections': () => ({ path: '/v1/corrections' }),
  'POST /v1/corrections': () => ({ path: '/v1/corrections', body: correction }),
  'GET /v1/corrections/{correctionId}': ({ correctionId }) => ({ path: `/v1/corrections/${correctionId}` }),
  'POST /v1/corrections/{correctionId}/approve': (known) => decision(known, 'approve'),
  'POST /v1/corrections/{correctionId}/reject': (known) => decision(known, 'reject'),
  'POST /v1/corrections/{correctionId}/withdraw': (known) => decision(known, 'withdraw'),
  'GET /v1/plant/corrections/{correctionId}/effect': ({ correctionId }) => ({
    path: `/v1/plant/corrections/${correctionId}/effect`,
  }),
  'GET /v1/plant/assets': ({ at }) => ({ path: `/v1/plant/assets?at=${at}` }),
  'GET /v1/plant/assets/{assetId}': ({ at }) => ({ path: `/v1/plant/assets/${asset}?at=${at}` }),
  'GET /v1/plant/assets/{assetId}/events': () => ({ path: `/v1/plant/assets/${asset}/events` }),
  'GET /v1/live': () => ({ path: '/v1/live' }),
  'GET /v1/events': () => ({ path: '/v1/events' }),
  'GET /v1/history': () => ({ path: `/v1/history?assetId=${asset}&metric=t&${always}` }),
  'GET /v1/exports/readings': () => ({ path: `/v1/exports/readings?assetId=${asset}&${always}` }),
  'GET /v1/readings/{eventId}': ({ eventId }) => ({ path: `/v1/readings/${eventId}` }),
  'GET /v1/anomalies': () => ({ path: '/v1/anomalies?state=all' }),
  'GET /v1/anomaly-detection/detectors': () => ({ path: '/v1/anomaly-detection/detectors' }),
  'GET /v1/anomaly-detection/series/{assetId}/{metric}': () => ({ path: `/v1/anomaly-detection/series/${asset}/t` }),
  'GET /v1/alarms': () => ({ path: '/v1/alarms?state=all' }),
  'GET /v1/alarms/active': () => ({ path: '/v1/alarms/active' }),
  'GET /v1/alarms/{alarmId}/events': ({ alarmId }) => ({ path: `/v1/alarms/${alarmId}/events` }),
  'POST /v1/alarms/{alarmId}/acknowledge': ({ alarmId }) => ({ path: `/v1/alarms/${alarmId}/acknowledge`, body: {} }),
  'GET /v1/rules': () => ({ path: '/v1/rules' }),
  'GET /v1/rules/{ruleId}': () => ({ path: `/v1/rules/${MARK}-rule` }),
  // Who has the right in another tenant makes a rule of that one.
  'PUT /v1/rules/{ruleId}': (_known, vantage) =>
    vantage === 'neighbour'
      ? { path: '/v1/rules/theirs', body: { ...rule, assetPathPrefix: '' } }
      : { path: `/v1/rules/${MARK}-other`, body: rule },
  'DELETE /v1/rules/{ruleId}': () => ({ path: `/v1/rules/${MARK}-other` }),
  'POST /v1/telemetry': () => ({ path: '/v1/telemetry', body: [] }),
  'POST /v1/devices/{deviceId}/credentials': () => ({ path: '/v1/devices/m1/credentials', body: { scope: ['m1'] } }),
  'GET /v1/devices/{deviceId}/credentials': () => ({ path: '/v1/devices/d1/credentials' }),
  'DELETE /v1/devices/{deviceId}/credentials/{credentialId}': () => ({
    path: '/v1/devices/d1/credentials/0192d3a0-7a51-7c11-8a55-0f3e6b2d9c10',
  }),
  'GET /v1/rejected': () => ({ path: '/v1/rejected' }),
  'GET /v1/dead-letters': () => ({ path: '/v1/dead-letters' }),
  'GET /v1/dead-letters/counts': () => ({ path: '/v1/dead-letters/counts' }),
  'GET /v1/dead-letters/{letterId}': () => ({ path: '/v1/dead-letters/0192d3a0-7a51-7c11-8a55-0f3e6b2d9c10' }),
  'POST /v1/dead-letters/resubmit': () => ({
    path: '/v1/dead-letters/resubmit',
    body: { filter: {}, dryRun: true, ...reason },
  }),
  'POST /v1/dead-letters/discard': () => ({
    path: '/v1/dead-letters/discard',
    body: { filter: {}, dryRun: true, ...reason },
  }),
  'POST /v1/dead-letters/{letterId}/resubmit': () => letter('resubmit'),
  'POST /v1/dead-letters/{letterId}/discard': () => letter('discard'),
  'GET /v1/ledger': () => ({ path: `/v1/ledger?from=${day.from}&to=${day.to}` }),
  'GET /v1/ledger/numbers': () => ({ path: '/v1/ledger/numbers' }),
  'GET /v1/audit': () => ({ path: '/v1/audit' }),
};

/** Routes that everybody may open, because they hold no data or ask for another credential themselves. */
export const OPEN = new Set(['GET /', 'GET /page/{name}', 'POST /v1/telemetry']);

/** Routes whose answer is the same for everybody of the tenant who has the right anywhere: what it shows lies at no place. */
export const SAME_FOR_ALL = new Set([
  'GET /v1/anomaly-detection/detectors',
  'GET /v1/asset-types',
  'GET /v1/asset-types/{typeId}',
  'GET /v1/asset-types/{typeId}/versions/{version}',
  'GET /v1/type-packs',
  'GET /v1/type-packs/{pack}',
  // It tells what would become of the types of one's own tenant.
  'POST /v1/type-packs/{pack}/install',
]);

/** Series have no place of their own in that service: it takes a right for the whole tenant. */
export const WHOLE_ONLY = new Set(['GET /v1/anomaly-detection/series/{assetId}/{metric}']);

function decision({ correctionId }: Known, verb: string): RouteExample {
  return { path: `/v1/corrections/${correctionId}/${verb}`, body: { ...reason, expectedVersion: 99 } };
}

function letter(verb: string): RouteExample {
  return { path: `/v1/dead-letters/0192d3a0-7a51-7c11-8a55-0f3e6b2d9c10/${verb}`, body: reason };
}

export const tokenOf = (role: string, vantage: Vantage): string => `matrix-${role}-${vantage}`;

/** The tokens of everybody in the matrix, as the file of a service has them. */
export function tokenEntries(tenant: string, roles: readonly string[]): object[] {
  const scopes = { inside: INSIDE, outside: OUTSIDE, whole: '', neighbour: '' };
  return roles.flatMap((role) =>
    VANTAGES.map((vantage) => ({
      name: `${role}-${vantage}`,
      tenant: vantage === 'neighbour' ? `${tenant}-neighbour` : tenant,
      roles: [role],
      scope: scopes[vantage],
      sha256: createHash('sha256').update(tokenOf(role, vantage)).digest('hex'),
    })),
  );
}
