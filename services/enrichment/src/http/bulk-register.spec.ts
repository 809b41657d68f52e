import { BackpressureError, CommandTimeout } from '@millrace/streaming';
import { ProblemException } from '@millrace/platform/nest';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AssetCommands } from './asset-commands.ts';
import { bulkRegister } from './bulk-register.ts';
import { MemoryBus } from './memory-bus.fixture.ts';
import { bulkRegisterRequest, examples } from './requests.ts';

const origin = { tenant: 'acme', name: 'anna', idempotencyKey: undefined, within: [''] };
const enterprise = { assetId: 'acme', name: 'Acme', level: 'ENTERPRISE', path: 'acme' };
const site = { assetId: 'north', name: 'North', level: 'SITE', parentId: 'acme', path: 'acme/north' };
const metric = { metric: 'temperature', ...examples.bind };

let bus: MemoryBus;
let commands: AssetCommands;

beforeEach(() => {
  bus = new MemoryBus();
  commands = bus.commands();
});

const bulk = (assets: readonly unknown[]) =>
  bulkRegister(commands, bus.registry, origin, bulkRegisterRequest.parse({ assets }).assets);

describe('a list of assets', () => {
  it('1. is registered with its bindings, parents by the same list', async () => {
    const outcome = await bulk([{ ...site, metrics: [metric] }, enterprise]);
    expect(outcome).toEqual({
      assets: [
        { assetId: 'north', status: 'done', metrics: [{ metric: 'temperature', status: 'done' }] },
        { assetId: 'acme', status: 'done', metrics: [] },
      ],
      problems: 0,
    });
    expect(bus.registry.asset('acme', 'north')?.bindings.get('temperature')).toMatchObject({
      ...{ factor: 0.5555555555556, offset: -17.77777777778, low: -20, high: 120 },
      ...{ deviceId: 'gateway-3', deviceMetric: 'AI4/temp', assetPath: 'acme/north' },
    });
  });

  it('2. registered again changes nothing', async () => {
    await bulk([enterprise, { ...site, metrics: [metric] }]);
    const again = await bulk([enterprise, { ...site, metrics: [metric] }]);
    expect(again.assets.flatMap((asset) => [asset.status, ...asset.metrics.map((m) => m.status)])).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
    ]);
  });

  it('3. answers for each by itself: a bad item stops no other', async () => {
    const outcome = await bulk([
      { ...enterprise, metrics: [metric, { ...metric, metric: 'power', unit: 'kW' }] },
      { ...site, path: 'acme/north/deep' },
      { ...site, assetId: 'south', path: 'other/south' },
      { ...site, assetId: 'west', parentId: 'nobody' },
      { ...site, assetId: 'hall', level: 'AREA', path: 'acme/hall' },
      { ...site, assetId: 'nowhere', parentId: undefined, path: undefined },
    ]);
    const problems = outcome.assets.map(({ problem }) => [problem?.status, problem?.errors?.[0]?.field]);
    expect(problems).toEqual([
      [undefined, undefined],
      [422, 'parentId'],
      [422, 'parentId'],
      [422, 'parentId'],
      [422, 'parentId'],
      [422, 'parentId'],
    ]);
    expect(outcome.assets[0]?.metrics).toMatchObject([
      { status: 'done' },
      { status: 'refused', problem: { status: 422, errors: [{ field: 'unit', value: 'kW' }] } },
    ]);
    expect(outcome.problems).toBe(6);
  });
});

describe('places in a list', () => {
  const module = (assetId: string, parentId: string) => ({
    assetId,
    name: assetId,
    level: 'EQUIPMENT_MODULE',
    parentId,
  });
  const unit = { assetId: 'press-1', name: 'Press', level: 'WORK_UNIT', path: 'acme/north/hall/line-1/press-1' };

  it('1. follow from the parents, which may be in the list, to any depth', async () => {
    const chain = Array.from({ length: 20 }, (_, depth) =>
      module(`m-${depth}`, depth === 0 ? 'press-1' : `m-${depth - 1}`),
    );
    const outcome = await bulk([...chain.reverse(), unit]);
    expect(outcome.problems).toBe(0);
    const deepest = bus.registry.asset('acme', 'm-19');
    expect(deepest?.path).toMatch(/^acme\/north\/hall\/line-1\/press-1\/m-0\/m-1\/.*\/m-18\/m-19$/);
  });

  it('2. that go round in a circle are refused', async () => {
    const outcome = await bulk([unit, module('a', 'b'), module('b', 'a')]);
    expect(outcome.problems).toBe(2);
    expect(outcome.assets[1]?.problem?.errors?.[0]).toMatchObject({ field: 'parentId' });
  });
});

describe('one write', () => {
  it('1. refused by the aggregate is a problem with field, value and rule', async () => {
    const parsed = bulkRegisterRequest.parse({ assets: [{ ...enterprise, path: 'acme/deep' }] }).assets[0]!;
    await expect(commands.register(origin, parsed, 'acme/deep')).rejects.toThrow(
      expect.objectContaining({
        status: 422,
        details: expect.objectContaining({ errors: [expect.objectContaining({ field: 'path', value: 'acme/deep' })] }),
      }),
    );
  });

  it('2. of an unknown asset is 404, against another version 409', async () => {
    await expect(commands.unbind(origin, 'acme', 'x', undefined)).rejects.toThrow(
      expect.objectContaining({ status: 404 }),
    );
    await bulk([enterprise]);
    const conflict = commands.unbind(origin, 'acme', 'x', 7);
    await expect(conflict).rejects.toThrow(expect.objectContaining({ status: 409 }));
  });

  it('3. with the same idempotency key is the same command, once', async () => {
    await bulk([enterprise]);
    const keyed = { ...origin, idempotencyKey: 'k' };
    const request = bulkRegisterRequest.parse({ assets: [{ ...enterprise, metrics: [metric] }] }).assets[0]!
      .metrics[0]!;
    expect((await commands.bind(keyed, 'acme', 'temperature', request)).changed).toBe(true);
    await commands.unbind(origin, 'acme', 'temperature', undefined);
    expect((await commands.bind(keyed, 'acme', 'temperature', request)).changed).toBe(false);
    expect(bus.registry.asset('acme', 'acme')?.bindings.size).toBe(0);
  });

  it.each([
    ['CommandTimeout', () => new CommandTimeout('c1', 1_000), 504],
    ['BackpressureError', () => new BackpressureError(2, 1), 503],
  ])('4. %s has a status of its own', async (_name, make, status) => {
    const failing = { request: async () => Promise.reject(make()) };
    const broken = new MemoryBus().commands(failing);
    await expect(broken.unbind(origin, 'acme', 'x', undefined)).rejects.toThrow(ProblemException);
    await expect(broken.unbind(origin, 'acme', 'x', undefined)).rejects.toMatchObject({ status });
  });
});
