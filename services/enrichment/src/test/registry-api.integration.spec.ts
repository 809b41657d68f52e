import { waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerPress } from './plant.fixture.ts';
import { freshTenant, startEnrichment, type RunningService } from './service.fixture.ts';
import { TenantTopics } from './topics.fixture.ts';

const tenant = freshTenant();
let service: RunningService;

beforeAll(async () => {
  service = await startEnrichment(tenant);
  await registerPress(service, 'press-1', 'gateway-1');
});
afterAll(() => service.stop());

const site = { assetId: 'north', name: 'North', level: 'SITE', path: 'acme/north' };

describe('the registry over HTTP', () => {
  it('1. registers once: the same again is 200, something else under the id is 409', async () => {
    expect(await service.call('POST', '/v1/assets', site)).toMatchObject({
      status: 201,
      body: { ...site, version: 1 },
    });
    expect(await service.call('POST', '/v1/assets', site)).toMatchObject({ status: 200, body: { version: 1 } });
    const other = await service.call('POST', '/v1/assets', { ...site, name: 'Other' });
    expect(other).toMatchObject({ status: 409, body: { errors: [{ field: 'assetId', value: 'north' }] } });
    const taken = await service.call('POST', '/v1/assets', { ...site, assetId: 'north-2' });
    expect(taken).toMatchObject({ status: 409, body: { errors: [{ field: 'path', value: 'acme/north' }] } });
  });

  it('2. refuses what breaks a rule with field, value and rule', async () => {
    const deep = await service.call('POST', '/v1/assets', { ...site, assetId: 'deep', path: 'acme/north/deep' });
    expect(deep).toMatchObject({ status: 422, body: { errors: [{ field: 'path', value: 'acme/north/deep' }] } });
    const binding = { deviceId: 'g', deviceMetric: 'm', sourceUnit: 'kW', unit: 'Cel' };
    const units = await service.call('PUT', '/v1/assets/press-1/metrics/power', binding);
    expect(units).toMatchObject({ status: 422, body: { errors: [{ field: 'unit', value: 'Cel' }] } });
    const range = { ...binding, unit: 'W', range: { low: 5, high: 1 } };
    expect(await service.call('PUT', '/v1/assets/press-1/metrics/power', range)).toMatchObject({ status: 422 });
    expect(await service.call('POST', '/v1/assets', { ...site, level: 'PLANET' })).toMatchObject({ status: 400 });
    expect(await service.call('PUT', '/v1/assets/nobody/metrics/x', { ...binding, unit: 'W' })).toMatchObject({
      status: 404,
    });
  });

  it('3. lets nobody write over what they have not seen', async () => {
    const binding = { deviceId: 'gateway-1', deviceMetric: 'T2', sourceUnit: 'K', unit: 'Cel' };
    const stale = await service.call('PUT', '/v1/assets/press-1/metrics/oil', { ...binding, expectedVersion: 1 });
    expect(stale).toMatchObject({ status: 409, body: { errors: [{ field: 'expectedVersion', value: 1 }] } });
    const fresh = await service.call('PUT', '/v1/assets/press-1/metrics/oil', { ...binding, expectedVersion: 2 });
    expect(fresh).toMatchObject({ status: 200, body: { version: 3, factor: 1, offset: -273.15 } });
  });

  it('4. binds and unbinds a metric whose name has a slash', async () => {
    const path = '/v1/assets/press-1/metrics/spindle%2Fspeed';
    const binding = { deviceId: 'gateway-1', deviceMetric: 'S/1', sourceUnit: '{rev}/min', unit: 'Hz', scale: 10 };
    expect(await service.call('PUT', path, binding)).toMatchObject({ status: 200, body: { metric: 'spindle/speed' } });
    expect(await service.call('DELETE', path)).toMatchObject({ status: 204 });
    expect(await service.call('DELETE', path)).toMatchObject({ status: 404 });
  });

  it('5. registers a sample plant of 100 bindings within seconds, twice the same', async () => {
    const metrics = Array.from({ length: 10 }, (_, m) => ({
      ...{ metric: `m${m}`, deviceMetric: `c${m}`, sourceUnit: 'bar', unit: 'kPa' },
    }));
    const assets = Array.from({ length: 10 }, (_, a) => ({
      ...{ assetId: `line-${a}`, name: `Line ${a}`, level: 'AREA', parentId: 'north', path: `acme/north/line-${a}` },
      metrics: metrics.map((metric) => ({ ...metric, deviceId: `plc-${a}` })),
    }));
    const began = performance.now();
    const { status, body } = await service.call('POST', '/v1/assets/bulk', { assets });
    expect({ status, problems: body['problems'] }).toEqual({ status: 200, problems: 0 });
    expect(performance.now() - began).toBeLessThan(5_000);
    expect((await service.call('GET', '/v1/assets/line-3')).body).toMatchObject({ version: 11 });
    await service.call('POST', '/v1/assets/bulk', { assets });
    expect((await service.call('GET', '/v1/assets/line-3')).body).toMatchObject({ version: 11 });
  });

  it('6. pages through the assets in the order of their paths', async () => {
    const first = await service.call('GET', '/v1/assets?pathPrefix=acme/north/&limit=6', undefined, 'viewer');
    const after = encodeURIComponent(String(first.body['next']));
    const rest = await service.call('GET', `/v1/assets?pathPrefix=acme/north/&limit=6&after=${after}`);
    expect(rest.body).toMatchObject({ next: null, assets: [{}, {}, {}, { assetId: 'line-9' }] });
  });

  it('7. moves an asset with all that is below it, renames it, retires it and takes it back', async () => {
    for (const id of ['cell-1', 'cell-2'])
      await service.call('POST', '/v1/assets', { assetId: id, name: id, level: 'WORK_CENTER', parentId: 'line-1' });
    await service.call('POST', '/v1/assets', { assetId: 'robot', name: 'R', level: 'WORK_UNIT', parentId: 'cell-1' });
    const arm = { assetId: 'arm', name: 'Arm', level: 'EQUIPMENT_MODULE', parentId: 'robot' };
    await service.call('POST', '/v1/assets', arm);
    const moved = await service.call('POST', '/v1/assets/robot/move', { parentId: 'cell-2', segment: 'r1' });
    expect(moved).toMatchObject({
      status: 200,
      body: { version: 2, parentId: 'cell-2', path: 'acme/north/line-1/cell-2/r1', conflict: null },
    });
    const below = await service.call('GET', '/v1/assets?parentId=robot', undefined, 'viewer');
    expect(below.body).toMatchObject({ assets: [{ assetId: 'arm', path: 'acme/north/line-1/cell-2/r1/arm' }] });
    const circle = await service.call('POST', '/v1/assets/robot/move', { parentId: 'arm' });
    expect(circle).toMatchObject({ status: 422, body: { errors: [{ field: 'parentId', value: 'arm' }] } });
    const stale = await service.call('POST', '/v1/assets/robot/move', { parentId: 'cell-1', expectedVersion: 1 });
    expect(stale).toMatchObject({ status: 409, body: { errors: [{ field: 'expectedVersion', value: 1 }] } });
    const renamed = await service.call('POST', '/v1/assets/robot/rename', { name: 'Robot 1' });
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Robot 1', version: 3 } });

    expect(await service.call('POST', '/v1/assets/robot/retire', {})).toMatchObject({ status: 409 });
    for (const id of ['arm', 'robot'])
      expect(await service.call('POST', `/v1/assets/${id}/retire`, { reason: 'sold' })).toMatchObject({ status: 200 });
    expect(await service.call('POST', '/v1/assets/robot/rename', { name: 'x' })).toMatchObject({ status: 409 });
    const listed = await service.call('GET', '/v1/assets?state=retired', undefined, 'viewer');
    expect(listed.body).toMatchObject({ assets: [{ assetId: 'robot', isRetired: true }, { assetId: 'arm' }] });
    const back = await service.call('POST', '/v1/assets/robot/reinstate', { reason: 'bought back' });
    expect(back).toMatchObject({ status: 200, body: { isRetired: false, version: 5 } });
    expect(await service.call('POST', '/v1/assets/nobody/retire', {})).toMatchObject({ status: 404 });
    expect(await service.call('POST', '/v1/assets/robot/move', {}, 'viewer')).toMatchObject({ status: 403 });
  });

  it('8. keeps viewers from writing, and strangers out', async () => {
    expect(await service.call('POST', '/v1/assets', site, 'viewer')).toMatchObject({ status: 403 });
    expect((await fetch(`${service.url}/v1/assets`)).status).toBe(401);
    const { paths } = (await (await fetch(`${service.url}/openapi.json`)).json()) as { paths: Record<string, unknown> };
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/v1/assets', '/v1/assets/bulk', '/v1/assets/unbound-devices']),
    );
  });

  it('9. accepts a device from the waiting room as a new asset, or maps it to one that is there', async () => {
    const topics = await TenantTopics.open(tenant);
    try {
      for (const device of ['new-1', 'new-2']) await topics.send(device, { T1: 1, T2: 2, bdSeq: 7 });
      const waiting = async () => {
        const { body } = await service.call('GET', '/v1/assets/unbound-devices', undefined, 'viewer');
        return (body['devices'] as { deviceId: string }[]).map(({ deviceId }) => deviceId).sort();
      };
      await waitFor(async () => (await waiting()).length === 2, { describe: 'both devices to wait' });
      const room = '/v1/assets/unbound-devices';
      const asset = { assetId: 'cell-9', name: 'Cell 9', level: 'WORK_CENTER', parentId: 'line-1' };
      expect(await service.call('POST', `${room}/new-1/accept`, asset)).toMatchObject({
        status: 201,
        body: { problems: 0, assets: [{ assetId: 'cell-9', metrics: [{ metric: 'T1' }, { metric: 'T2' }] }] },
      });
      const wanted = [{ deviceMetric: 'T2', metric: 'temperature', sourceUnit: '[degF]', unit: 'Cel' }];
      const mapped = await service.call('POST', `${room}/new-2/map`, { assetId: 'cell-9', metrics: wanted });
      expect(mapped).toMatchObject({ status: 200, body: { metrics: [{ metric: 'temperature', status: 'done' }] } });
      expect((await service.call('GET', '/v1/assets/cell-9')).body).toMatchObject({
        version: 4,
        metrics: [{}, {}, {}],
      });
      expect(await waiting()).toEqual([]);
      expect(await service.call('POST', `${room}/new-2/map`, { assetId: 'cell-9' })).toMatchObject({ status: 404 });
      expect(await service.call('POST', `${room}/new-2/map`, {}, 'viewer')).toMatchObject({ status: 403 });
    } finally {
      await topics.close();
    }
  });
});
