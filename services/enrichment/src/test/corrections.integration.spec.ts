import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshTenant, startEnrichment, type Answer, type RunningService } from './service.fixture.ts';

const tenant = freshTenant();
const day = { from: '2026-03-14T00:00:00Z', to: '2026-03-15T00:00:00Z' };
const meter = { assetId: 'meter-3', metric: 'energy', ...day };
const voided = { kind: 'VOID', ...meter, reason: 'counted noise' };
let service: RunningService;

const post = (path: string, body: unknown, role: 'admin' | 'operator' = 'admin'): Promise<Answer> =>
  service.call('POST', `/v1/corrections${path}`, body, role);
async function requested(body: Record<string, unknown> = voided): Promise<string> {
  const { status, body: answer } = await post('', body, 'operator');
  expect(status).toBe(201);
  return String(answer['correctionId']);
}

beforeAll(async () => {
  service = await startEnrichment(tenant);
  const asset = { assetId: 'meter-3', name: 'Meter 3', level: 'SITE', path: 'acme/meter-3' };
  await service.call('POST', '/v1/assets', asset);
  const binding = { deviceId: 'm3', deviceMetric: 'kWh', sourceUnit: 'W.h', unit: 'kW.h' };
  await service.call('PUT', '/v1/assets/meter-3/metrics/energy', binding);
});
afterAll(() => service.stop());

describe('corrections over HTTP', () => {
  it('1. are requested by an operator, approved by somebody else, and tell who did what and why', async () => {
    const id = await requested();
    const { status, body } = await post(`/${id}/approve`, { reason: 'checked', expectedVersion: 1 });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ correctionId: id, assetPath: 'acme/meter-3', unit: 'kW.h', kind: 'VOID', state: 'APPROVED', version: 2 },
      ...{ requestedBy: `operator-of-${tenant}`, reason: 'counted noise', from: '2026-03-14T00:00:00.000Z' },
      decisions: [{ state: 'APPROVED', actor: `admin-of-${tenant}`, reason: 'checked' }],
    });
    expect((await service.call('GET', `/v1/corrections/${id}`, undefined, 'viewer')).body).toEqual(body);
    expect((await post(`/${id}/approve`, { reason: 'again' })).body).toEqual(body);
    expect((await post(`/${id}/withdraw`, { reason: 'it was right' })).body).toMatchObject({ state: 'WITHDRAWN' });
  });

  it('2. are not approved by whoever requested them, nor by an operator', async () => {
    const { body } = await post('', voided);
    const id = String(body['correctionId']);
    expect(await post(`/${id}/approve`, { reason: 'mine' })).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('another person has to approve it') },
    });
    expect((await post(`/${id}/approve`, { reason: 'no right' }, 'operator')).status).toBe(403);
    expect((await post(`/${id}/reject`, { reason: 'mistaken' })).body).toMatchObject({ state: 'REJECTED' });
  });

  it('3. are refused with field, value and rule', async () => {
    const [first, second] = [await requested(), await requested({ ...voided, kind: 'SCALE', factor: 2 })];
    expect((await post(`/${first}/approve`, { reason: 'yes' })).status).toBe(200);
    expect(await post(`/${second}/approve`, { reason: 'yes' })).toMatchObject({
      status: 409,
      body: { errors: [{ field: 'correctionId', value: second, rule: expect.stringContaining(first) }] },
    });
    const refused = async (body: unknown) => {
      const { status, body: problem } = await post('', body);
      return [status, (problem['errors'] as { field: string }[])[0]?.field];
    };
    expect(await refused({ ...voided, assetId: 'nobody' })).toEqual([404, 'assetId']);
    expect(await refused({ ...voided, to: day.from })).toEqual([422, 'to']);
    expect(await refused({ ...voided, kind: 'SCALE' })).toEqual([422, 'factor']);
    expect(await refused({ ...voided, to: 'tomorrow' })).toEqual([400, 'to']);
    expect(await refused({ ...voided, reason: ' ' })).toEqual([400, 'reason']);
    const replacements = [{ at: '2026-03-15T00:00:00Z', value: 1 }];
    expect(await refused({ ...voided, kind: 'REPLACE', replacements })).toEqual([422, 'replacements[0].at']);
    expect((await post('/nothing/approve', { reason: 'yes' })).status).toBe(404);
    expect((await post(`/${first}/withdraw`, { reason: 'no', expectedVersion: 1 })).status).toBe(409);
  });

  it('4. are requested once under one idempotency key', async () => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k1' },
      body: JSON.stringify({ ...voided, metric: 'power' }),
    };
    const [once, twice] = [
      await service.fetch('/v1/corrections', init, 'operator'),
      await service.fetch('/v1/corrections', init, 'operator'),
    ];
    expect([once.status, twice.status]).toEqual([201, 200]);
    expect(await twice.json()).toEqual(await once.json());
  });

  it('5. are listed by asset, state and range, in pages, and are there again after a restart', async () => {
    const list = async (query: string) => (await service.call('GET', `/v1/corrections?${query}`)).body;
    const before = await list('assetId=meter-3');
    await service.stop();
    service = await startEnrichment(tenant);
    expect(await list('assetId=meter-3')).toEqual(before);
    const all = (before['corrections'] as { correctionId: string }[]).map(({ correctionId }) => correctionId);
    expect(all.length).toBe(5);
    const page = await list('limit=3');
    const rest = await list(`limit=3&after=${encodeURIComponent(String(page['next']))}`);
    const ids = [page, rest].flatMap((one) =>
      (one['corrections'] as { correctionId: string }[]).map((c) => c.correctionId),
    );
    expect(ids).toEqual(all);
    expect((await list('state=APPROVED'))['corrections']).toHaveLength(1);
    expect((await list('metric=power'))['corrections']).toHaveLength(1);
    expect((await list(`from=${encodeURIComponent(day.to)}`))['corrections']).toEqual([]);
  });
});
