import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AssetCommands } from '../http/asset-commands.ts';
import { MemoryBus } from '../http/memory-bus.fixture.ts';
import { plainCodecs } from '../outlet.fixture.ts';
import { csvOf, exportTags } from './export-tags.ts';
import { readCsv, type RawLine } from './csv.ts';
import { DryRunBus } from './dry-run-bus.ts';
import { importTags, type LineOutcome } from './import-tags.ts';

const origin = { tenant: 'acme', name: 'anna', idempotencyKey: undefined, within: [''] };
let bus: MemoryBus;
let commands: AssetCommands;

beforeEach(() => {
  bus = new MemoryBus();
  commands = bus.commands();
});

const lines = (...rows: Record<string, unknown>[]): RawLine[] =>
  rows.map((fields, index) => ({ line: index + 2, fields }));
const imported = (raw: readonly RawLine[]) => importTags(commands, bus.registry, origin, raw);
const dry = (raw: readonly RawLine[]) =>
  importTags(commands.over(new DryRunBus(bus.registry, plainCodecs)), bus.registry, origin, raw);
const statuses = (outcomes: readonly LineOutcome[]): string[] => outcomes.map(({ status }) => status);
const exported = (): string => [...csvOf(exportTags(bus.registry, 'acme', { scopes: [''], pathPrefix: '' }))].join('');

const site = { assetId: 'north', level: 'SITE', path: 'acme/north' };
const hall = { assetId: 'hall', name: 'Hall', level: 'AREA', parentId: 'north' };
const tag = {
  assetId: 'hall',
  metric: 'temperature',
  deviceId: 'gw',
  deviceMetric: 'T',
  sourceUnit: '[degF]',
  unit: 'Cel',
};

describe('importing a list of tags', () => {
  it('1. registers assets and binds metrics, children before their parents or after', async () => {
    expect(statuses(await imported(lines(tag, { ...hall, ...tag, metric: 't2', deviceMetric: 'T2' }, site)))).toEqual([
      'done',
      'done',
      'done',
    ]);
    const asset = bus.registry.asset('acme', 'hall');
    expect(asset).toMatchObject({ path: 'acme/north/hall', name: 'Hall', version: 3 });
    expect([...(asset?.bindings.keys() ?? [])].sort()).toEqual(['t2', 'temperature']);
  });

  it('2. the same again changes nothing, and neither does what was exported', async () => {
    await imported(lines(site, hall, { ...tag, scale: 0.1, offset: -3.25, rangeHigh: 80 }));
    expect(statuses(await imported(lines(site, hall, { ...tag, scale: 0.1, offset: -3.25, rangeHigh: 80 })))).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
    ]);
    const again = readCsv(Buffer.from(exported()));
    expect(again).toHaveLength(2);
    expect(statuses(await imported(again))).toEqual(['unchanged', 'unchanged']);
  });

  it('3. tells of each line what is wrong with it, and does the others', async () => {
    const outcomes = await imported(
      lines(
        ...[site, hall, { ...hall, name: 'Other' }, { ...tag, unit: 'kW' }, { ...tag, metric: undefined }],
        ...[
          { assetId: 'a/b' },
          { ...tag, deviceId: undefined },
          { ...tag },
          { ...tag },
          { ...tag, scale: 'ten', metric: 'x' },
        ],
        { ...tag, assetId: 'nobody', metric: 'y' },
      ),
    );
    expect(outcomes.map(({ line, status, errors }) => [line, status, errors?.[0]?.field])).toEqual([
      [2, 'done', undefined],
      [3, 'done', undefined],
      [4, 'refused', 'name'],
      [5, 'refused', 'unit'],
      [6, 'refused', 'metric'],
      [7, 'refused', 'assetId'],
      [8, 'refused', 'deviceId'],
      [9, 'refused', 'metric'],
      [10, 'refused', 'metric'],
      [11, 'refused', 'scale'],
      [12, 'refused', 'assetId'],
    ]);
  });

  it('4. registers with a type, gives one to what is there, and binds by what the type says', async () => {
    bus.defineType('hall', [{ name: 'temperature', unit: 'Cel' }]);
    await imported(lines(site, hall));
    const typed = [
      { ...hall, typeId: 'hall' },
      { ...tag, unit: 'bar', sourceUnit: 'bar' },
      { ...tag, typeId: 'hall' },
    ];
    const outcomes = await imported(
      lines(...typed, { ...site, assetId: 'south', path: 'acme/south', typeId: 'unknown' }),
    );
    expect(outcomes.map(({ status, errors }) => [status, errors?.[0]?.field])).toEqual([
      ['done', undefined],
      ['refused', 'unit'],
      ['refused', 'typeId'],
      ['refused', 'typeId'],
    ]);
    expect(bus.registry.asset('acme', 'hall')?.typeId).toBe('hall');
    expect(exported()).toContain('hall,Hall,AREA,north,acme/north/hall,hall');
  });

  it('5. puts nothing below what could not be registered', async () => {
    const outcomes = await imported(
      lines({ ...site, path: 'acme/no rth' }, hall, { assetId: 'cell', level: 'WORK_CENTER', parentId: 'hall' }),
    );
    expect(statuses(outcomes)).toEqual(['refused', 'refused', 'refused']);
    expect([...bus.registry.assets('acme')]).toEqual([]);
  });

  it('6. says in a dry run what it then does, and writes nothing', async () => {
    const ids = fc.constantFrom('a', 'b', 'c');
    const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
    const row = fc.record({
      assetId: ids,
      name: optional(fc.constantFrom('x', 'y')),
      level: optional(fc.constantFrom('SITE', 'AREA')),
      parentId: optional(ids),
      path: optional(fc.constantFrom('acme/a', 'acme/b', 'acme/a/c')),
      typeId: optional(fc.constantFrom('pump', 'unknown')),
      metric: optional(fc.constantFrom('m', 'n')),
      deviceId: optional(fc.constant('d')),
      deviceMetric: optional(fc.constantFrom('p', 'q')),
      unit: optional(fc.constantFrom('Cel', 'bar')),
      sourceUnit: optional(fc.constantFrom('Cel', 'K')),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), fc.array(row, { maxLength: 8 }), async (before, rows) => {
        bus = new MemoryBus();
        bus.defineType('pump', [{ name: 'm', unit: 'Cel' }]);
        commands = bus.commands();
        const defined = (one: Record<string, unknown>) =>
          Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined));
        await imported(lines(...before.map(defined)));
        const sent = bus.sent.length;
        const told = await dry(lines(...rows.map(defined)));
        expect(bus.sent).toHaveLength(sent);
        expect(await imported(lines(...rows.map(defined)))).toEqual(told);
      }),
    );
  });
});
