import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT_IN_ROLE_NAMES, PERMISSIONS } from '@millrace/domain';
import { SERVICE_NAMES } from '@millrace/local-stack';
import { waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { populate } from './access-plant.ts';
import { EXAMPLES, type Known, OPEN, tokenEntries, tokenOf, type Vantage, VANTAGES } from './access-routes.ts';
import { expected, type Route, wrongIn } from './access-verdict.ts';
import { call, startTestPlant, type TestPlant } from './plant.ts';

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete']);
const AT_ONCE = 16;

interface OpenApi {
  readonly paths: Record<string, Record<string, { 'x-millrace-permission'?: { permission: string } }>>;
}

let plant: TestPlant;
let known: Known;
let routes: Route[];

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

beforeAll(async () => {
  const file = join(process.env['TMPDIR'] ?? '/tmp', `access-matrix-${process.pid}.json`);
  writeFileSync(file, JSON.stringify(tokenEntries('sample', BUILT_IN_ROLE_NAMES)), { mode: 0o600 });
  const env = Object.fromEntries(SERVICE_NAMES.map((name) => [name, { API_TOKENS_FILE: file }]));
  plant = await startTestPlant({ env });
  const { services, stack } = plant.product;
  known = await populate(stack.addresses.proxyUrl);
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
      .flatMap((route) => BUILT_IN_ROLE_NAMES.flatMap((role) => VANTAGES.map((vantage) => ({ route, role, vantage }))))
      .values();
    const wrong: string[] = [];
    let tried = 0;
    const work = async (): Promise<void> => {
      for (const { route, role, vantage } of cells) {
        const wanted = expected(route, role, vantage);
        const answer = await answerOf(route, tokenOf(role, vantage), vantage);
        const why = wrongIn(route, answer, wanted, known);
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
      const url = `${plant.product.stack.addresses.proxyUrl}/v1/audit?action=access.refused&limit=1000`;
      type Listed = { items: { actor: string; code: string; objectId: string }[] };
      const { body } = await call<Listed>(url, tokenOf('admin', 'whole'));
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
