import type { EquipmentLevel } from '@millrace/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AssetCommands } from './asset-commands.ts';
import { MemoryBus } from './memory-bus.fixture.ts';
import { Placement } from './placement.ts';

const origin = { tenant: 'acme', name: 'anna', idempotencyKey: undefined, within: [''] };
const retiring = { reason: '' };

let bus: MemoryBus;
let commands: AssetCommands;
let placement: Placement;

async function register(assetId: string, level: EquipmentLevel, parentId?: string, path?: string): Promise<void> {
  const request = { assetId, name: assetId, level, parentId, path };
  await commands.register(origin, request, placement.ofNew(request));
}

beforeEach(async () => {
  bus = new MemoryBus();
  commands = bus.commands();
  placement = new Placement(bus.registry, 'acme');
  await register('acme', 'ENTERPRISE');
  await register('north', 'SITE', 'acme');
  await register('hall', 'AREA', 'north');
  for (const line of ['line-1', 'line-2']) await register(line, 'WORK_CENTER', 'hall');
  await register('press-1', 'WORK_UNIT', 'line-1', 'acme/north/hall/line-1/p1');
  await register('motor', 'EQUIPMENT_MODULE', 'press-1');
  await register('bearing', 'EQUIPMENT_MODULE', 'motor');
});

const pathOf = (assetId: string) => bus.registry.asset('acme', assetId)?.path;
const refusal = (status: number, field: string, rule: RegExp) =>
  expect.objectContaining({
    status,
    details: expect.objectContaining({
      errors: [expect.objectContaining({ field, rule: expect.stringMatching(rule) })],
    }),
  });

describe('a new asset', () => {
  it('1. is called by its id below its parent, or as its path says', () => {
    expect(pathOf('bearing')).toBe('acme/north/hall/line-1/p1/motor/bearing');
  });

  it.each([
    [{ level: 'WORK_UNIT', parentId: 'nobody' }, 'parentId', /registered/],
    [{ level: 'WORK_UNIT', parentId: 'hall' }, 'parentId', /must be of level WORK_CENTER, it is of level AREA/],
    [{ level: 'WORK_UNIT' }, 'parentId', /must be given/],
    [{ level: 'ENTERPRISE', parentId: 'acme' }, 'parentId', /nothing is above/],
    [{ level: 'SITE', parentId: 'acme', path: 'other/south' }, 'parentId', /one level above/],
    [{ level: 'SITE', parentId: 'acme', path: 'acme/so uth' }, 'path', /^segment/],
  ] as const)('2. %j is refused', (asset, field, rule) => {
    const request = { assetId: 'new', name: 'New', ...asset };
    expect(() => placement.ofNew(request)).toThrow(refusal(422, field, rule));
  });

  it('3. does not get the path of another', () => {
    const twin = { assetId: 'twin', name: 'Twin', level: 'SITE', parentId: 'acme', path: 'acme/north' } as const;
    expect(() => placement.ofNew(twin)).toThrow(refusal(409, 'path', /path of "north"/));
  });
});

describe('a move', () => {
  it('1. keeps what the asset is called, unless it is called otherwise', () => {
    expect(placement.ofMoved('press-1', { parentId: 'line-2' })).toBe('acme/north/hall/line-2/p1');
    expect(placement.ofMoved('press-1', { parentId: 'line-1', segment: 'press' })).toBe('acme/north/hall/line-1/press');
  });

  it('2. takes along everything below', async () => {
    await commands.move(
      origin,
      'press-1',
      { parentId: 'line-2' },
      placement.ofMoved('press-1', { parentId: 'line-2' }),
    );
    expect(pathOf('bearing')).toBe('acme/north/hall/line-2/p1/motor/bearing');
  });

  it('3. never goes below the asset itself, to a wrong level, to a taken path or a retired parent', async () => {
    expect(() => placement.ofMoved('motor', { parentId: 'bearing' })).toThrow(
      refusal(422, 'parentId', /anything below/),
    );
    expect(() => placement.ofMoved('motor', { parentId: 'motor' })).toThrow(refusal(422, 'parentId', /itself/));
    expect(() => placement.ofMoved('press-1', { parentId: 'hall' })).toThrow(refusal(422, 'parentId', /level/));
    await register('press-2', 'WORK_UNIT', 'line-2', 'acme/north/hall/line-2/p1');
    expect(() => placement.ofMoved('press-1', { parentId: 'line-2' })).toThrow(refusal(409, 'segment', /press-2/));
    await commands.retire(origin, 'press-2', retiring);
    expect(() => placement.ofMoved('motor', { parentId: 'press-2' })).toThrow(refusal(422, 'parentId', /retired/));
    expect(placement.ofMoved('press-1', { parentId: 'line-2' })).toBe('acme/north/hall/line-2/p1');
    expect(() => placement.ofMoved('nobody', { parentId: 'line-2' })).toThrow(expect.objectContaining({ status: 404 }));
  });

  it('4. makes no path too long, however deep what it takes along', async () => {
    const long = (name: string) => name.padEnd(60, 'x');
    for (const [parentId, id] of [
      ['bearing', 'a'],
      [long('a'), 'b'],
      [long('b'), 'c'],
      [long('c'), 'd'],
      [long('d'), 'e'],
      [long('e'), 'f'],
    ] as const)
      await register(long(id), 'EQUIPMENT_MODULE', parentId);
    const deep = { parentId: 'line-2', segment: 's'.repeat(64) };
    expect(() => placement.ofMoved('press-1', deep)).not.toThrow();
    await register(long('g'), 'EQUIPMENT_MODULE', long('f'));
    expect(() => placement.ofMoved('press-1', deep)).toThrow(refusal(422, 'parentId', /longer than 512/));
  });
});

describe('retiring', () => {
  it('1. waits for what is below, and reinstating for what is above', async () => {
    expect(() => placement.assertEmpty('motor')).toThrow(refusal(409, 'assetId', /"bearing"/));
    await commands.retire(origin, 'bearing', retiring);
    expect(() => placement.assertEmpty('motor')).not.toThrow();
    await commands.retire(origin, 'motor', retiring);
    expect(() => placement.assertFit('bearing')).toThrow(refusal(409, 'assetId', /reinstate "motor" first/));
    await commands.reinstate(origin, 'motor', retiring);
    expect(() => placement.assertFit('bearing')).not.toThrow();
    await register('bearing-2', 'EQUIPMENT_MODULE', 'motor', `${pathOf('motor')}/bearing`);
    expect(() => placement.assertFit('bearing')).toThrow(refusal(409, 'assetId', /path of "bearing-2"/));
  });
});
