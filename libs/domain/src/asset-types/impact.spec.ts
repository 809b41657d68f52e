import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenTypeRules } from './broken-rules.ts';
import type { LimitSetting, TypeDefinition } from './definition.ts';
import { differencesOf, isSameDefinition } from './differences.ts';
import { effectiveModel } from './effective-model.ts';
import { impactOf } from './impact.ts';
import type { MetricOverride } from './override.ts';
import { definition, limit, metric } from './types.fixture.ts';

const override = (change: Partial<MetricOverride> = {}): MetricOverride => ({
  ...{ metric: 'temperature', rangeLow: null, rangeHigh: null, samplingMs: null, limits: [], ...change },
});
const hotter: LimitSetting = { level: 'H', value: 95, deadband: 1, onDelayMs: 0 };

function asset(assetId: string, overrides: readonly MetricOverride[] = [], units: Record<string, string> = {}) {
  const bindings = new Map(Object.entries(units).map(([name, unit]) => [name, { metric: name, unit } as never]));
  return { assetId, path: `acme/${assetId}`, bindings, overrides: new Map(overrides.map((one) => [one.metric, one])) };
}
/** Enough of units for these tests: those that begin with the same letter. */
const commensurable = (a: string, b: string): boolean => a[0] === b[0];
const asked = { commensurable, limit: 100 };

describe('the model of an asset', () => {
  it('is its type’s, with what the asset has otherwise', () => {
    const own = override({ rangeHigh: 200, limits: [hotter] });
    const { metrics, notInType, misfits } = effectiveModel(
      definition(),
      asset('a', [own], { temperature: 'C', dust: 'g' }),
      commensurable,
    );
    expect(metrics).toMatchObject([
      {
        ...{ name: 'temperature', isBound: true, rangeLow: -40, rangeHigh: 200, samplingMs: 10_000 },
        limits: [{ ...hotter, source: 'manual', alarm: { message: 'Too hot' } }],
        overridden: ['rangeHigh', 'limits.H.value', 'limits.H.deadband', 'limits.H.onDelayMs'],
      },
    ]);
    expect({ notInType, misfits }).toEqual({ notInType: ['dust'], misfits: [] });
  });

  it('tells what does not fit: a unit, an override without its metric, limits that cross', () => {
    const low = { ...hotter, level: 'L', value: 92 } as const;
    const owns = [override({ metric: 'gone', samplingMs: 1 }), override({ limits: [low] })];
    const { misfits } = effectiveModel(definition(), asset('a', owns, { temperature: 'bar' }), commensurable);
    expect(misfits).toEqual([
      {
        metric: 'temperature',
        problem: 'UNIT_OF_OTHER_DIMENSION',
        detail: 'unit "bar": must be convertible to "Cel", the unit of "temperature" in the type',
      },
      {
        metric: 'gone',
        problem: 'OVERRIDDEN_NOT_IN_TYPE',
        detail: 'metric "gone": is overridden on the asset, and not in the type',
      },
      { metric: 'temperature', problem: 'RULE_BROKEN', detail: 'limits.0.value 90: must be above L 92' },
    ]);
  });
});

describe('the impact of a change', () => {
  it('names metrics that come, go and change, field by field', () => {
    const pressure = metric({ name: 'pressure', unit: 'bar', limits: [] });
    const after = definition({
      name: 'Feed pump',
      metrics: [metric({ samplingMs: 1_000, limits: [limit({ value: 80 })] }), metric({ name: 'flow', unit: 'm3/h' })],
    });
    expect(differencesOf(definition({ metrics: [metric(), pressure] }), after)).toEqual({
      type: [{ field: 'name', before: 'Pump', after: 'Feed pump' }],
      metrics: [
        {
          ...{ metric: 'temperature', change: 'CHANGED' },
          fields: [
            { field: 'samplingMs', before: 10_000, after: 1_000 },
            { field: 'limits.H.value', before: 90, after: 80 },
          ],
        },
        { metric: 'pressure', change: 'REMOVED', fields: [] },
        { metric: 'flow', change: 'ADDED', fields: [] },
      ],
    });
  });

  it('does not reach an asset that has otherwise all that changes', () => {
    const after = definition({ metrics: [metric({ limits: [limit({ value: 80 })] })] });
    const members = [asset('b', [override({ limits: [hotter] })]), asset('a', [override({ samplingMs: 1 })])];
    expect(impactOf(definition(), after, members, asked)).toMatchObject({
      counts: { assets: 2, affected: 1, misfitting: 0 },
      assets: [
        { assetId: 'a', isAffected: true, keeps: [] },
        { assetId: 'b', isAffected: false, keeps: ['temperature: limits.H.value'] },
      ],
    });
  });

  it('tells what would not fit any more, and not what does not fit already', () => {
    const after = definition({ metrics: [metric({ unit: 'K' }), metric({ name: 'flow', unit: 'm3/h' })] });
    const before = definition({ metrics: [...after.metrics, metric({ name: 'old' })] });
    const members = [
      asset('a', [], { flow: 'bar' }),
      asset('z', [override({ metric: 'old', samplingMs: 1 })], { old: 'C', temperature: 'K' }),
    ];
    const { counts, assets } = impactOf(before, after, members, { ...asked, limit: 1 });
    expect(counts).toEqual({ assets: 2, affected: 2, misfitting: 1 });
    expect(assets).toMatchObject([
      {
        assetId: 'z',
        misfits: [
          { metric: 'old', problem: 'BOUND_NOT_IN_TYPE' },
          { metric: 'old', problem: 'OVERRIDDEN_NOT_IN_TYPE' },
        ],
      },
    ]);
  });

  it('of a new type is all of its metrics, and nobody', () => {
    expect(impactOf(undefined, definition(), [], asked)).toEqual({
      differences: {
        type: [{ field: 'name', before: '', after: 'Pump' }],
        metrics: [{ metric: 'temperature', change: 'ADDED', fields: [] }],
      },
      counts: { assets: 0, affected: 0, misfitting: 0 },
      assets: [],
    });
  });
});

const someValue = fc.constantFrom(10, 20, 30);
const someLimit = fc.record({ level: fc.constantFrom('H', 'L'), value: someValue, deadband: fc.constant(1) });
const someMetric = fc.record({
  ...{ name: fc.constantFrom('a', 'b', 'c'), unit: fc.constantFrom('C', 'K'), samplingMs: someValue },
  limits: fc.uniqueArray(someLimit.map(limit), { selector: ({ level }) => level, maxLength: 2 }),
});
const someType: fc.Arbitrary<TypeDefinition> = fc
  .uniqueArray(someMetric.map(metric), { selector: ({ name }) => name, minLength: 1 })
  .map((metrics) => definition({ metrics }))
  .filter((type) => brokenTypeRules(type).length === 0);
const someOverride = fc
  .record({
    ...{ metric: fc.constantFrom('a', 'b', 'c'), samplingMs: fc.option(someValue) },
    limits: fc.uniqueArray(someLimit, { selector: ({ level }) => level, maxLength: 1 }),
  })
  .map(({ limits, ...rest }) => override({ ...rest, limits: limits.map((one) => ({ ...hotter, ...one })) }));
const someOverrides = fc.uniqueArray(someOverride, { selector: (one) => one.metric });

describe('for any change of any type', () => {
  it('an asset that is not affected has the same model before and after', () => {
    fc.assert(
      fc.property(someType, someType, someOverrides, (before, after, overrides) => {
        const one = asset('a', overrides);
        const { isAffected } = impactOf(before, after, [one], asked).assets[0] ?? {};
        const models = [before, after].map((type) =>
          definition({ metrics: effectiveModel(type, one, commensurable).metrics }),
        );
        if (isAffected === false) expect(isSameDefinition(models[0]!, models[1]!)).toBe(true);
      }),
    );
  });

  it('without overrides everybody is affected by anything, and nobody by nothing', () => {
    fc.assert(
      fc.property(someType, someType, (before, after) => {
        const { assets } = impactOf(before, after, [asset('a')], asked);
        expect(assets[0]?.isAffected).toBe(!isSameDefinition(before, after));
      }),
    );
  });
});
