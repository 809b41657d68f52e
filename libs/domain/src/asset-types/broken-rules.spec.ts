import { describe, expect, it } from 'vitest';
import { brokenTypeRules } from './broken-rules.ts';
import type { MetricLimit, TypeDefinition, TypeMetric } from './definition.ts';
import { definition, limit, metric } from './types.fixture.ts';

const broken = (change: Partial<TypeDefinition>): string[] =>
  brokenTypeRules(definition(change)).map(({ field, value, rule }) => `${field} ${String(value)}: ${rule}`);
const brokenBy = (change: Partial<TypeMetric>): string[] => broken({ metrics: [metric(change)] });
const brokenLimits = (...limits: Partial<MetricLimit>[]): string[] => brokenBy({ limits: limits.map(limit) });

describe('rules of a definition', () => {
  it('are kept by one that is right, with limits in any order', () => {
    const limits = [
      { level: 'LL', value: 2 },
      { level: 'HH', value: 100 },
      { level: 'L', value: 5 },
      { level: 'H', value: 90 },
    ] as const;
    expect(brokenLimits(...limits)).toEqual([]);
    expect(brokenBy({ rangeLow: null, rangeHigh: null, samplingMs: null, limits: [] })).toEqual([]);
  });

  it('are told with field, value and rule, all that are broken', () => {
    expect(broken({ name: ' ', pack: 'a b', metrics: [metric(), metric()] })).toEqual([
      'name  : must not be blank',
      'pack a b: must be 1 to 64 letters, digits, "_", "." or "-", starting with a letter or digit, or empty',
      'metrics.1.name temperature: must be there once',
    ]);
  });

  it.each<[Partial<TypeMetric>, string]>([
    [{ name: ' x' }, 'metrics.0.name  x: must be 1 to 255 printable characters, no blank at either end'],
    [{ rangeLow: 200 }, 'metrics.0.rangeLow 200: must be below rangeHigh 180'],
    [{ rangeHigh: NaN }, 'metrics.0.rangeHigh NaN: must be a finite number, or absent for an open end'],
    [{ samplingMs: 0 }, 'metrics.0.samplingMs 0: must be 1 to 15552000000'],
    [{ samplingMs: 1.5 }, 'metrics.0.samplingMs 1.5: must be 1 to 15552000000'],
  ])('%#. of a metric', (change, told) => {
    expect(brokenBy(change)).toContain(told);
  });

  it.each<[Partial<MetricLimit>[], string]>([
    [[{ value: 181 }], 'value 181: must be in the range, -40 to 180'],
    [[{ value: NaN }], 'value NaN: must be a finite number'],
    [[{ deadband: -1 }], 'deadband -1: must be 0 or more'],
    [[{ onDelayMs: -1 }], 'onDelayMs -1: must be 0 to 15552000000'],
    [[{}, {}], 'level H: must be there once'],
    [
      [
        { level: 'HH', value: 90 },
        { level: 'H', value: 90 },
      ],
      'value 90: must be above H 90',
    ],
    [
      [
        { level: 'L', value: 95 },
        { level: 'H', value: 90 },
      ],
      'value 90: must be above L 95',
    ],
    [
      [{ level: 'L', value: 5 }, { deadband: 85 }],
      'deadband 85: must be less than 85, or the alarm would end only where that on the other side begins',
    ],
    [
      [{ alarm: { priority: 'LOW', message: ' ', consequence: '', response: '' } }],
      'alarm.message  : must not be blank',
    ],
  ])('%#. of limits', (limits, told) => {
    const all = brokenLimits(...limits);
    expect(all.map((one) => one.replace(/^metrics\.0\.limits\.\d\./, ''))).toContain(told);
  });
});
