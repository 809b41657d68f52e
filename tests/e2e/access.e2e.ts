import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT_IN_ROLES, type BuiltInRole, PERMISSIONS, type Permission } from '@millrace/domain';
import { SERVICE_NAMES } from '@millrace/local-stack';
import { waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueCredential } from '../../tools/load/plant.ts';
import {
  EXAMPLES,
  INSIDE,
  type Known,
  MARK,
  OPEN,
  OUTSIDE,
  SAME_FOR_ALL,
  tokenEntries,
  tokenOf,
  type Vantage,
  VANTAGES,
  WHOLE_ONLY,
} from './access-routes.ts';
import { call, startTestPlant, type TestPlant } from './plant.ts';

const ROLES = Object.keys(BUILT_IN_ROLES) as BuiltInRole[];
const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete']);
const AT_ONCE = 16;

interface Route {
  /** As in `EXAMPLES`. */
  readonly name: string;
  readonly permission: string | undefined;
  /** Address of the service that has it. */
  readonly url: string;
}
interface OpenApi {
  readonly paths: Record<string, Record<string, { 'x-millrace-permission'?: { permission: string } }>>;
}

let plant: TestPlant;
let known: Known;
let routes: Route[];

const frontDoor = (path: string): string => `${plant.product.stack.addresses.proxyUrl}${path}`;
const admin = tokenOf('admin', 'whole');
const ask = <T = Record<string, unknown>>(path: string, body?: unknown, method?: string) =>
  call<T>(frontDoor(path), admin, {
    ...(body === undefined ? {} : { body }),
    ...(method === undefined ? {} : { method }),
  });

async function routesOf(url: string): Promise<Route[]> {
  const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApi;
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => METHODS.has(method))
      .map(([method, operation]) => ({
        url,
        name: `${method.toUpperCase()} ${path}`,
        permission: operation['x-millrace-permission']?.permission,
      })),
  );
}

/** A plant with something of every kind inside, and something elsewhere. */
async function populate(): Promise<Known> {
  const asset = (assetId: string, level: string, parentId?: string) => ({ assetId, name: assetId, level, parentId });
  for (const one of [
    { ...asset('acme', 'ENTERPRISE'), path: 'acme' },
    { ...asset('north', 'SITE', 'acme'), path: 'acme/north' },
    { ...asset(`${MARK}-area`, 'AREA', 'north'), path: INSIDE },
    { ...asset('elsewhere', 'AREA', 'north'), path: OUTSIDE },
    asset(`${MARK}-line`, 'WORK_CENTER', `${MARK}-area`),
    asset('other-line', 'WORK_CENTER', 'elsewhere'),
    asset(`${MARK}-pump`, 'WORK_UNIT', `${MARK}-line`),
    asset(`${MARK}-old`, 'WORK_UNIT', `${MARK}-line`),
    asset('other-pump', 'WORK_UNIT', 'other-line'),
  ])
    expect((await ask('/v1/assets', one)).status).toBe(201);
  for (const [assetId, deviceId] of [
    [`${MARK}-pump`, 'd1'],
    ['other-pump', 'd2'],
  ] as const) {
    const binding = { deviceId, deviceMetric: 't', sourceUnit: 'Cel', unit: 'Cel' };
    expect((await ask(`/v1/assets/${assetId}/metrics/t`, binding, 'PUT')).status).toBe(200);
  }
  const rule = { name: 'Too hot', metric: 't', kind: 'THRESHOLD_HIGH', limit: 50, deadband: 1, priority: 'HIGH' };
  await ask(`/v1/rules/${MARK}-rule`, { ...rule, assetPathPrefix: INSIDE }, 'PUT');
  await ask('/v1/rules/other-rule', { ...rule, assetPathPrefix: OUTSIDE }, 'PUT');
  const doors = { ingestionUrl: frontDoor(''), enrichmentUrl: frontDoor(''), adminToken: admin };
  const device = await issueCredential(doors, 'd1', ['d1', 'd2']);
  const occurredAt = new Date().toISOString();
  const sent = ['d1', 'd2'].map((deviceId) => ({ deviceId, readings: [{ metric: 't', value: 60, occurredAt }] }));
  expect((await call(frontDoor('/v1/telemetry'), device, { body: sent })).status).toBe(200);
  const alarms = await waitFor(
    async () => {
      const { body } = await ask<{ items: { alarmId: string; assetId: string }[] }>('/v1/alarms');
      return body.items.length === 2 ? body.items : undefined;
    },
    { timeoutMs: 60_000, describe: 'an alarm at each place' },
  );
  const range = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };
  const about = { assetId: `${MARK}-pump`, metric: 't', kind: 'VOID', ...range, reason: 'matrix' };
  const { correctionId } = (await ask<{ correctionId: string }>('/v1/corrections', about)).body;
  const events = `/v1/exports/readings?assetId=${MARK}-pump&from=${Date.now() - 3_600_000}&to=${Date.now() + 3_600_000}`;
  const exported = await waitFor(async () => (await ask(events)).text.match(/[0-9a-f]{8}-[0-9a-f-]{27}/)?.[0], {
    timeoutMs: 60_000,
    describe: 'the reading to be stored',
  });
  const alarmId = alarms.find(({ assetId }) => assetId === `${MARK}-pump`)?.alarmId ?? '';
  return { alarmId, correctionId, eventId: exported, at: Date.now() };
}

/** What must come of it, decided from nothing but the tables of roles and permissions. */
function expected({ name, permission }: Route, role: BuiltInRole, vantage: Vantage): 'allowed' | 'refused' | 'nothing' {
  const right = permission as Permission;
  const permissions: readonly Permission[] = BUILT_IN_ROLES[role];
  if (!permissions.includes(right)) return 'refused';
  const isScoped = vantage === 'inside' || vantage === 'outside';
  if (!PERMISSIONS[right].placed) {
    if (isScoped) return 'refused';
    return vantage === 'whole' || SAME_FOR_ALL.has(name) ? 'allowed' : 'nothing';
  }
  if (SAME_FOR_ALL.has(name)) return 'allowed';
  if (WHOLE_ONLY.has(name)) return isScoped ? 'refused' : vantage === 'whole' ? 'allowed' : 'nothing';
  return vantage === 'outside' || vantage === 'neighbour' ? 'nothing' : 'allowed';
}

const isWrite = ({ name }: Route): boolean => !name.startsWith('GET ');

async function answerOf(
  { name, url }: Route,
  token: string,
  vantage: Vantage = 'whole',
): Promise<{ status: number; text: string }> {
  const { path, body } = EXAMPLES[name]?.(known, vantage) ?? { path: '' };
  const method = name.slice(0, name.indexOf(' '));
  const stop = new AbortController();
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: stop.signal,
  });
  if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) {
    stop.abort();
    return { status: response.status, text: '' };
  }
  return { status: response.status, text: await response.text() };
}

/** Why an answer is not what it must be; undefined when it is. */
function wrongIn(
  { name }: Route,
  { status, text }: { status: number; text: string },
  wanted: ReturnType<typeof expected>,
): string | undefined {
  if (status >= 500 || status === 401) return `answered ${status}`;
  if (wanted === 'allowed') return status === 403 ? 'refused' : undefined;
  if (wanted === 'refused') return status === 403 ? undefined : `answered ${status}`;
  // It may say no, or that there is no such thing, or show what there is elsewhere; what is inside it neither changes nor shows.
  if (status >= 300) return undefined;
  const done = /"status":"(done|unchanged)"/.exec(text);
  if (done !== null) return `did it: ${done[0]}`;
  // Answers to what changes something repeat what was asked for.
  const shown = name.startsWith('GET ') ? secrets().find((secret) => text.includes(secret)) : undefined;
  return shown === undefined ? undefined : `shows ${shown}`;
}

/** What only somebody can know who sees what is inside: where it lies, who did something there, what happened, what was measured. */
const secrets = (): string[] => [INSIDE, 'admin-whole', known.alarmId, known.eventId, '"AlarmRaised"', '"points":[{'];

beforeAll(async () => {
  const file = join(process.env['TMPDIR'] ?? '/tmp', `access-matrix-${process.pid}.json`);
  writeFileSync(file, JSON.stringify(tokenEntries('sample', ROLES)), { mode: 0o600 });
  const env = Object.fromEntries(SERVICE_NAMES.map((name) => [name, { API_TOKENS_FILE: file }]));
  plant = await startTestPlant({ env });
  known = await populate();
  const { services } = plant.product;
  routes = (await Promise.all(SERVICE_NAMES.map((name) => routesOf(services[name].url)))).flat();
});
afterAll(async () => {
  await plant.stop();
  expect(plant.unexpected).toEqual([]);
});

describe('the access matrix, from the OpenAPI documents of all services', () => {
  it('1. every route names the permission it needs, and has a request it is tried with', () => {
    expect(routes.length).toBeGreaterThan(50);
    const unruled = routes.filter(
      ({ permission }) =>
        permission === undefined || !(permission === 'public' || Object.hasOwn(PERMISSIONS, permission)),
    );
    expect(unruled).toEqual([]);
    expect(routes.filter(({ name, permission }) => permission === 'public' && !OPEN.has(name))).toEqual([]);
    expect(
      routes.filter(({ name }) => !OPEN.has(name) && EXAMPLES[name] === undefined).map(({ name }) => name),
    ).toEqual([]);
    const names = new Set(routes.map(({ name }) => name));
    expect(Object.keys(EXAMPLES).filter((name) => !names.has(name))).toEqual([]);
  });

  it('2. nobody comes in without a credential', async () => {
    for (const route of routes.filter(({ name }) => !OPEN.has(name))) {
      expect([route.name, (await answerOf(route, 'nobody')).status]).toEqual([route.name, 401]);
    }
  });

  it('3. every role, at every route, inside and outside of its scope and in another tenant', async () => {
    const cells = routes
      .filter(({ name }) => !OPEN.has(name))
      // What changes something comes last: until then nobody has to wait for it to be stored.
      .sort((a, b) => Number(isWrite(a)) - Number(isWrite(b)))
      .flatMap((route) => ROLES.flatMap((role) => VANTAGES.map((vantage) => ({ route, role, vantage }))))
      .values();
    const wrong: string[] = [];
    let tried = 0;
    const work = async (): Promise<void> => {
      for (const { route, role, vantage } of cells) {
        const wanted = expected(route, role, vantage);
        const answer = await answerOf(route, tokenOf(role, vantage), vantage);
        const why = wrongIn(route, answer, wanted);
        if (why !== undefined)
          wrong.push(`${route.name} as ${role} ${vantage}: must be ${wanted}, ${why}: ${answer.text.slice(0, 200)}`);
        tried += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(2_000);
  });

  it('4. what was refused is on record: who, where, why', async () => {
    const recorded = async (code: string): Promise<{ actor: string; code: string; objectId: string }[]> => {
      const { body } = await ask<{ items: { actor: string; code: string; objectId: string }[] }>(
        '/v1/audit?action=access.refused&limit=1000',
      );
      return body.items.filter((item) => item.code === code);
    };
    for (const code of ['NO_RIGHT', 'OUT_OF_SCOPE']) {
      const found = await waitFor(
        async () => {
          const items = await recorded(code);
          return items.length > 0 ? items : undefined;
        },
        { timeoutMs: 60_000, describe: `a refusal with the code ${code} on record` },
      );
      for (const { actor, objectId } of found) {
        expect(actor).not.toMatch(/^admin-(whole|neighbour)$/);
        expect(objectId).toMatch(/^[a-z-]+ (GET|POST|PUT|DELETE) \/v1\//);
      }
    }
  });
});
