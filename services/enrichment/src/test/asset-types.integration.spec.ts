import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerPress } from './plant.fixture.ts';
import { freshTenant, startEnrichment, type RunningService } from './service.fixture.ts';

const tenant = freshTenant();
let service: RunningService;

beforeAll(async () => {
  service = await startEnrichment(tenant);
  // Bound: `temperature` in Cel.
  for (const press of ['press-1', 'press-2']) await registerPress(service, press, `gateway-of-${press}`);
});
afterAll(() => service.stop());

const alarm = { priority: 'HIGH', message: 'Oil too hot', consequence: 'It loses its film', response: 'Stop' };
const limit = { level: 'H', value: 70, deadband: 2, onDelayMs: 10_000, source: 'Manual', alarm };
const temperature = { name: 'temperature', unit: 'Cel', role: 'CONDITION', samplingMs: 5_000, limits: [limit] };
const strokes = { name: 'strokes', unit: '', role: 'PRODUCTION', rangeLow: 0 };
const definition = { name: 'Hydraulic press', metrics: [temperature, strokes] };
const types = '/v1/asset-types';

describe('type packs over HTTP', () => {
  const install = (query = '') => service.call('POST', `/v1/type-packs/manufacturing/install${query}`);
  const statuses = (body: Record<string, unknown>) =>
    (body['types'] as { typeId: string; status: string }[]).map(({ typeId, status }) => [typeId, status]);

  it('1. are installed once; what the plant has otherwise is kept unless it is to be replaced', async () => {
    const cnc = { ...definition, name: 'Our own machine', expectedVersion: 0 };
    expect(await service.call('PUT', `${types}/cnc-machine`, cnc)).toMatchObject({ status: 201 });
    const others = ['hydraulic-press', 'robot-cell', 'belt-conveyor', 'packaging-line'];
    const of = (machine: string, rest: string) => [['cnc-machine', machine], ...others.map((id) => [id, rest])];
    expect(statuses((await install('?dryRun=true')).body)).toEqual(of('kept', 'done'));
    expect((await service.call('GET', `${types}?pack=manufacturing`)).body).toMatchObject({ types: [] });
    const installed = await install();
    expect(installed.status).toBe(200);
    expect(statuses(installed.body)).toEqual(of('kept', 'done'));
    expect(installed.body['types']).toMatchObject([
      {
        change: {
          counts: { assets: 0 },
          differences: { type: [{ field: 'name', before: 'Our own machine' }, {}, {}] },
        },
      },
      {},
      {},
      {},
      {},
    ]);
    expect(statuses((await install()).body)).toEqual(of('kept', 'unchanged'));
    expect(statuses((await install('?replace=true')).body)).toEqual(of('done', 'unchanged'));
    expect(statuses((await install('?replace=true')).body)).toEqual(of('unchanged', 'unchanged'));
    expect((await service.call('GET', `${types}/cnc-machine`)).body).toMatchObject({
      ...{ name: 'CNC machining centre', pack: 'manufacturing', version: 2 },
    });
  });

  it('2. are listed, and unknown ones are 404', async () => {
    const { body } = await service.call('GET', '/v1/type-packs', undefined, 'viewer');
    expect(body['packs']).toHaveLength(5);
    const safety = await service.call('GET', '/v1/type-packs/safety', undefined, 'viewer');
    expect(safety.body).toMatchObject({ pack: 'safety', types: [{ typeId: 'gas-detector' }, {}, {}] });
    expect(await service.call('POST', '/v1/type-packs/none/install')).toMatchObject({ status: 404 });
    expect(await service.call('POST', '/v1/type-packs/safety/install', undefined, 'viewer')).toMatchObject({
      status: 403,
    });
  });
});

describe('asset types over HTTP', () => {
  it('1. are defined with the version that was looked at, and answered as they can be written', async () => {
    const url = `${types}/our-press`;
    const created = await service.call('PUT', url, { ...definition, expectedVersion: 0 });
    expect(created).toMatchObject({ status: 201, body: { version: 1, assets: 0, metrics: [{ unit: 'Cel' }, {}] } });
    const stale = await service.call('PUT', url, { ...definition, expectedVersion: 0 });
    expect(stale).toMatchObject({ status: 409, body: { errors: [{ field: 'expectedVersion', value: 0 }] } });
    const { metrics, name } = created.body;
    const same = await service.call('PUT', url, { name, metrics, expectedVersion: 1 });
    expect(same).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await service.call('PUT', url, definition)).toMatchObject({ status: 400 });
    expect(await service.call('PUT', url, { ...definition, expectedVersion: 1 }, 'viewer')).toMatchObject({
      status: 403,
    });
  });

  it('2. are refused with every rule that is broken', async () => {
    const metrics = [{ ...temperature, unit: 'degC', limits: [limit, { ...limit, level: 'L', value: 80 }] }];
    const refused = await service.call('PUT', `${types}/x`, { ...definition, metrics, expectedVersion: 0 });
    expect(refused).toMatchObject({
      status: 422,
      body: {
        errors: [
          { field: 'metrics.0.limits.0.value', value: 70 },
          { field: 'metrics.0.unit', value: 'degC' },
        ],
      },
    });
    expect(await service.call('GET', `${types}/x`)).toMatchObject({ status: 404 });
  });

  it('3. give assets their model, which an asset may have otherwise', async () => {
    for (const press of ['press-1', 'press-2']) {
      const typed = await service.call('PUT', `/v1/assets/${press}/type`, { typeId: 'our-press' });
      expect(typed).toMatchObject({ status: 200, body: { version: 3, typeId: 'our-press', typeVersion: 1 } });
    }
    const hotter = { level: 'H', value: 75, deadband: 2, onDelayMs: 10_000 };
    const own = await service.call('PUT', '/v1/assets/press-2/overrides/temperature', { limits: [hotter] });
    expect(own).toMatchObject({
      status: 200,
      body: {
        version: 4,
        metrics: [
          {
            ...{ name: 'temperature', isBound: true, samplingMs: 5_000 },
            overridden: ['limits.H.value', 'limits.H.deadband', 'limits.H.onDelayMs'],
            limits: [{ value: 75, alarm }],
          },
          { name: 'strokes', isBound: false, overridden: [] },
        ],
      },
    });
    const listed = await service.call('GET', '/v1/assets?typeId=our-press&limit=1', undefined, 'viewer');
    expect(listed.body).toMatchObject({ assets: [{ assetId: 'press-1', typeId: 'our-press' }] });
    expect(listed.body['next']).not.toBeNull();
    const binding = { deviceId: 'g', deviceMetric: 'T', sourceUnit: 'bar', unit: 'bar' };
    const misfit = await service.call('PUT', '/v1/assets/press-1/metrics/temperature', binding);
    expect(misfit).toMatchObject({ status: 422, body: { errors: [{ field: 'unit', value: 'bar' }] } });
  });

  it('4. show whom a change affects before it is applied', async () => {
    const cooler = { ...temperature, limits: [{ ...limit, value: 65 }] };
    const proposed = { ...definition, metrics: [cooler, strokes] };
    const url = `${types}/our-press/impact`;
    const impact = await service.call('POST', url, proposed);
    expect(impact).toMatchObject({
      status: 200,
      body: {
        version: 1,
        differences: {
          type: [],
          metrics: [{ metric: 'temperature', fields: [{ field: 'limits.H.value', before: 70, after: 65 }] }],
        },
        counts: { assets: 2, affected: 1, misfitting: 0 },
        assets: [
          { assetId: 'press-1', isAffected: true, keeps: [] },
          { assetId: 'press-2', isAffected: false, keeps: ['temperature: limits.H.value'] },
        ],
      },
    });
    const pressure = { ...temperature, unit: 'bar', limits: [] };
    const misfitting = await service.call('POST', url, { ...definition, metrics: [pressure] });
    expect(misfitting.body).toMatchObject({
      counts: { assets: 2, affected: 2, misfitting: 2 },
      assets: [{ misfits: [{ metric: 'temperature', problem: 'UNIT_OF_OTHER_DIMENSION' }] }, {}],
    });
    expect((await service.call('GET', '/v1/assets/press-1/model')).body).toMatchObject({ typeVersion: 1 });

    const applied = await service.call('PUT', `${types}/our-press`, { ...proposed, expectedVersion: 1 });
    expect(applied).toMatchObject({ status: 200, body: { version: 2, assets: 2, versions: [{}, { version: 2 }] } });
    const valueOf = async (press: string) => (await service.call('GET', `/v1/assets/${press}/model`)).body['metrics'];
    expect(await valueOf('press-1')).toMatchObject([{ limits: [{ value: 65 }] }, {}]);
    expect(await valueOf('press-2')).toMatchObject([{ limits: [{ value: 75 }] }, {}]);
    const first = await service.call('GET', `${types}/our-press/versions/1`, undefined, 'viewer');
    expect(first.body).toMatchObject({ version: 1, metrics: [{ limits: [{ value: 70 }] }, {}] });
    expect(await service.call('GET', `${types}/our-press/versions/7`)).toMatchObject({ status: 404 });
  });

  it('5. are retired when no asset is of them, and known to every instance from its start', async () => {
    const url = `${types}/our-press`;
    expect(await service.call('POST', `${url}/retire`, {})).toMatchObject({ status: 409 });
    for (const press of ['press-1', 'press-2'])
      expect(await service.call('DELETE', `/v1/assets/${press}/type`)).toMatchObject({ body: { typeId: null } });
    const retired = await service.call('POST', `${url}/retire`, { reason: 'old', expectedVersion: 2 });
    expect(retired).toMatchObject({ status: 200, body: { version: 3, isRetired: true } });
    const again = await service.call('PUT', '/v1/assets/press-1/type', { typeId: 'our-press' });
    expect(again).toMatchObject({ status: 422, body: { errors: [{ field: 'typeId' }] } });
    await service.stop();
    service = await startEnrichment(tenant);
    const listed = async (state: string) => (await service.call('GET', `${types}?state=${state}`)).body['types'];
    expect(await listed('in-use')).toHaveLength(5);
    expect(await listed('retired')).toMatchObject([{ typeId: 'our-press', version: 3, metrics: 2 }]);
    const back = await service.call('PUT', url, { ...definition, expectedVersion: 3 });
    expect(back).toMatchObject({ status: 200, body: { version: 4, isRetired: false } });
  });
});
