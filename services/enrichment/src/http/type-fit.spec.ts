import { ProblemException } from '@millrace/platform/nest';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AssetCommands } from './asset-commands.ts';
import { MemoryBus } from './memory-bus.fixture.ts';
import { assertDefinition } from './type-commands.ts';
import { typeDefinitionRequest, typeExamples } from './type-requests.ts';
import { bindMetricRequest, examples } from './requests.ts';

const origin = { tenant: 'acme', name: 'anna', idempotencyKey: undefined, within: [''] };
const enterprise = { assetId: 'acme', name: 'Acme', level: 'ENTERPRISE' } as const;
const target = { assetId: 'acme' };
const own = { rangeLow: null, rangeHigh: null, samplingMs: null, limits: [] };

let bus: MemoryBus;
let commands: AssetCommands;

beforeEach(async () => {
  bus = new MemoryBus();
  commands = bus.commands();
  bus.defineType('furnace', [{ name: 'temperature', unit: 'K' }]);
  await commands.register(origin, enterprise, 'acme');
});

const bind = (metric: string, unit: string) =>
  commands.bind(origin, 'acme', metric, bindMetricRequest.parse({ ...examples.bind, sourceUnit: unit, unit }));

/** Status and fields of what is wrong. */
async function wrong(write: Promise<unknown>): Promise<unknown> {
  const error: unknown = await write.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ProblemException)) return error;
  const { status, errors } = error.toProblem();
  return [status, errors?.map(({ field }) => field)];
}

describe('an asset of a type', () => {
  it('1. is of one that is defined and in use', async () => {
    expect(await wrong(commands.assignType(origin, target, 'nothing'))).toEqual([422, ['typeId']]);
    const other = { ...enterprise, assetId: 'other', typeId: 'nothing' };
    expect(await wrong(commands.register(origin, other, 'other'))).toEqual([422, ['typeId']]);
    expect(await commands.register(origin, { ...other, typeId: 'furnace' }, 'other')).toMatchObject({ changed: true });
    const data = {
      eventId: '',
      commandId: '',
      tenant: 'acme',
      typeId: 'furnace',
      version: 2,
      actor: '',
      occurredAt: 0,
    };
    bus.types.apply({ type: 'AssetTypeRetired', data: { ...data, reason: '' } });
    expect(await wrong(commands.assignType(origin, target, 'furnace'))).toEqual([422, ['typeId']]);
  });

  it('2. has its metrics in units that the type’s can be told in, and others as it likes', async () => {
    await commands.assignType(origin, target, 'furnace');
    expect(await wrong(bind('temperature', 'bar'))).toEqual([422, ['unit']]);
    for (const [metric, unit] of [
      ['temperature', 'Cel'],
      ['pressure', 'bar'],
    ] as const)
      expect(await bind(metric, unit)).toMatchObject({ changed: true });
  });

  it('3. was bound before so that it fits', async () => {
    await bind('temperature', 'bar');
    expect(await wrong(commands.assignType(origin, target, 'furnace'))).toEqual([422, ['typeId']]);
    await bind('temperature', 'Cel');
    expect(await commands.assignType(origin, target, 'furnace')).toEqual({ changed: true, version: 4 });
  });

  it('4. has otherwise only what the type has, and so that the rules hold', async () => {
    const override = (metric: string, change: object) =>
      commands.overrideMetric(origin, 'acme', metric, { ...own, ...change });
    expect(await wrong(override('temperature', { samplingMs: 5 }))).toEqual([409, ['typeId']]);
    await commands.assignType(origin, target, 'furnace');
    expect(await wrong(override('dust', { samplingMs: 5 }))).toEqual([422, ['metric']]);
    expect(await wrong(override('temperature', { samplingMs: 0, rangeLow: 9, rangeHigh: 1 }))).toEqual([
      422,
      ['rangeLow', 'samplingMs'],
    ]);
    expect(await wrong(override('temperature', {}))).toEqual([422, ['body']]);
    expect(await override('temperature', { samplingMs: 5 })).toMatchObject({ changed: true });
    expect(await override('temperature', { samplingMs: 5 })).toMatchObject({ changed: false });
    expect(await commands.clearOverride(origin, target, 'temperature')).toMatchObject({ changed: true });
    expect(await wrong(commands.clearOverride(origin, target, 'temperature'))).toEqual([404, ['metric']]);
  });
});

describe('who may not change an asset where it is', () => {
  it('learns nothing about its type', async () => {
    const stranger = { ...origin, within: ['acme/north'] };
    for (const typeId of ['furnace', 'nothing', null])
      expect(await wrong(commands.assignType(stranger, target, typeId))).toEqual([403, undefined]);
    const override = commands.overrideMetric(stranger, 'acme', 'dust', { ...own, samplingMs: 5 });
    expect(await wrong(override)).toEqual([403, undefined]);
    expect(await wrong(commands.clearOverride(stranger, target, 'dust'))).toEqual([403, undefined]);
  });
});

describe('a definition', () => {
  it('has UCUM units, and is told all rules that it breaks', () => {
    const parsed = typeDefinitionRequest.parse(typeExamples.definition);
    expect(() => assertDefinition(parsed)).not.toThrow();
    const metrics = parsed.metrics.map((metric) => ({ ...metric, unit: 'degC', samplingMs: 0 }));
    expect(() => assertDefinition({ ...parsed, metrics })).toThrow(
      expect.objectContaining({
        status: 422,
        details: expect.objectContaining({
          errors: [
            expect.objectContaining({ field: 'metrics.0.samplingMs', value: 0 }),
            expect.objectContaining({ field: 'metrics.0.unit', value: 'degC' }),
          ],
        }),
      }),
    );
  });
});
