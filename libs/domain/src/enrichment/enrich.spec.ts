import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeviceBindings, type Binding } from '../assets/index.ts';
import type { Quality, Value } from '../kernel/index.ts';
import type { RawReading } from './enrich.ts';
import { enrich } from './enrich.ts';
import { NO_SHIFTS } from './shift.ts';

const QUALITIES: readonly Quality[] = ['GOOD', 'UNCERTAIN', 'BAD'];
const METRICS = ['a', 'b', 'c', 'd'];

const number = fc.double();
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const value: fc.Arbitrary<Value> = fc.oneof(number, fc.boolean(), fc.string(), fc.constant(null));
const reading: fc.Arbitrary<RawReading> = fc.record({
  metric: fc.constantFrom(...METRICS),
  occurredAt: fc.nat(),
  value,
  quality: fc.constantFrom(...QUALITIES),
});

function binding(change: Partial<Binding> = {}): Binding {
  const asset = { assetId: 'pump-1', assetPath: 'acme/north/pump-1', metric: 'temperature' };
  const source = { deviceId: 'gw-1', deviceMetric: 'a', sourceUnit: 'Cel', unit: 'Cel' };
  return { ...asset, ...source, factor: 1, offset: 0, low: -Infinity, high: Infinity, ...change };
}

function one(raw: Value, quality: Quality, change: Partial<Binding>) {
  const bindings = new DeviceBindings().set('a', [binding(change)]);
  return enrich([{ metric: 'a', occurredAt: 5, value: raw, quality }], bindings, NO_SHIFTS).assets[0]?.readings[0];
}

describe('enrich', () => {
  it('converts numbers and names the asset metric', () => {
    expect(one(212, 'GOOD', { factor: 5 / 9, offset: -160 / 9 })).toEqual({
      index: 0,
      metric: 'temperature',
      occurredAt: 5,
      value: expect.closeTo(100, 9),
      unit: 'Cel',
      quality: 'GOOD',
    });
  });

  it.each([
    [10, 'GOOD', 'GOOD'],
    [20, 'GOOD', 'GOOD'],
    [20.1, 'GOOD', 'UNCERTAIN'],
    [9.9, 'GOOD', 'UNCERTAIN'],
    [9.9, 'UNCERTAIN', 'UNCERTAIN'],
    [9.9, 'BAD', 'BAD'],
    [true, 'GOOD', 'GOOD'],
    ['99', 'GOOD', 'GOOD'],
    [null, 'UNCERTAIN', 'UNCERTAIN'],
  ] as const)('%j of %s in the range 10 to 20 is %s', (raw, source, quality) => {
    expect(one(raw, source, { low: 10, high: 20 })).toMatchObject({ value: raw, quality });
  });

  it('loses no reading: each goes to every asset its metric is bound to, or is listed as unbound', () => {
    const bound = fc.dictionary(
      fc.constantFrom(...METRICS),
      fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { minLength: 1 }),
    );
    fc.assert(
      fc.property(fc.array(reading), bound, (readings, plan) => {
        const bindings = new DeviceBindings();
        for (const [deviceMetric, ids] of Object.entries(plan)) {
          const bound = ids.map((assetId) => binding({ assetId, metric: deviceMetric, deviceMetric }));
          bindings.set(deviceMetric, bound);
        }
        const { assets, unbound } = enrich(readings, bindings, NO_SHIFTS);
        expect(new Set(assets.map((asset) => asset.assetId)).size).toBe(assets.length);
        const got = assets.flatMap((asset) => asset.readings.map((r) => `${r.index}:${asset.assetId}`)).sort();
        const want = readings.flatMap((r, i) => (bindings.get(r.metric) ?? []).map((b) => `${i}:${b.assetId}`)).sort();
        expect(got).toEqual(want);
        expect(unbound).toEqual(readings.flatMap((r, i) => (bindings.has(r.metric) ? [] : [i])));
      }),
    );
  });

  it('never gives a number that is not finite, nor a better quality than the source gave', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(...QUALITIES), finite, finite, (raw, quality, factor, offset) => {
        const result = one(raw, quality, { factor, offset });
        expect(typeof result?.value !== 'number' || Number.isFinite(result.value)).toBe(true);
        expect(QUALITIES.indexOf(result?.quality as Quality)).toBeGreaterThanOrEqual(QUALITIES.indexOf(quality));
      }),
    );
  });

  it('of a device nobody bound everything is unbound', () => {
    const readings = [{ metric: 'a', occurredAt: 0, value: 1, quality: 'GOOD' }] as const;
    expect(enrich(readings, undefined, NO_SHIFTS)).toEqual({ assets: [], unbound: [0] });
  });
});
