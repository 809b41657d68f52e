import { DeviceBindings, type Binding } from '@millrace/domain';
import { describe, expect, it } from 'vitest';
import { Wirings } from './wiring.ts';

const binding = (assetId: string, change: Partial<Binding> = {}): Binding => ({
  ...{ assetId, assetPath: assetId, metric: 'm', deviceId: 'd', deviceMetric: 'p', sourceUnit: 'bar', unit: 'kPa' },
  ...{ factor: 1, offset: 0, low: -Infinity, high: Infinity, ...change },
});

function boundTo(...list: readonly Binding[]): DeviceBindings {
  const bindings = new DeviceBindings();
  for (const one of list) bindings.set(one.deviceMetric, [...(bindings.get(one.deviceMetric) ?? []), one]);
  return bindings;
}

describe('Wirings', () => {
  const wirings = new Wirings();
  const plain = wirings.of(boundTo(binding('a'), binding('b', { deviceMetric: 'q' })));

  it('1. are one for devices that are bound alike, each with its own assets, in whatever order that was done', () => {
    const other = wirings.of(boundTo(binding('d', { deviceMetric: 'q', assetPath: 'x' }), binding('c')));
    expect(other.wiring).toBe(plain.wiring);
    expect([plain, other].map(({ assets }) => assets.map(({ assetId }) => assetId))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it.each([
    ['metric', { metric: 'n' }],
    ['unit', { unit: 'bar' }],
    ['factor', { factor: 2 }],
    ['offset, be it only the sign of a zero', { offset: -0 }],
    ['range', { high: 7 }],
    ['name of the metric', { deviceMetric: 'r' }],
    ['asset, which is that of another metric', { assetId: 'b' }],
  ])('2. are another for another %s', (_, change) => {
    expect(wirings.of(boundTo(binding('a', change), binding('b', { deviceMetric: 'q' }))).wiring).not.toBe(
      plain.wiring,
    );
  });

  it('3. do not keep everything that ever was', () => {
    const many = boundTo(...Array.from({ length: 60_000 }, (_, n) => binding('a', { deviceMetric: `p${n}` })));
    wirings.of(many);
    wirings.of(many.set('one-more', [binding('a')]));
    expect(wirings.of(boundTo(binding('a'), binding('b', { deviceMetric: 'q' }))).wiring).not.toBe(plain.wiring);
  });
});
