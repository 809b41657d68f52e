import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeviceBindings, type Binding } from './device-bindings.ts';

const bindingsOf = (deviceMetric: string, assetId: string): readonly Binding[] => {
  const names = { assetId, assetPath: assetId, metric: 'm', deviceId: 'd', deviceMetric };
  return [{ ...names, sourceUnit: '1', unit: '1', factor: 1, offset: 0, low: 0, high: 1 }];
};

describe('DeviceBindings', () => {
  it('1. wherever a metric stands, and whatever changed before: `at` finds what `get` finds', () => {
    const metric = fc.constantFrom('a', 'b', 'c', 'd');
    const step = fc.oneof(
      fc.record({ act: fc.constant('set' as const), metric, asset: fc.constantFrom('x', 'y') }),
      fc.record({ act: fc.constant('delete' as const), metric }),
      fc.record({ act: fc.constant('at' as const), metric, index: fc.nat({ max: 70 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const bindings = new DeviceBindings();
        for (const one of steps) {
          if (one.act === 'set') bindings.set(one.metric, bindingsOf(one.metric, one.asset));
          else if (one.act === 'delete') bindings.delete(one.metric);
          else expect(bindings.at(one.index, one.metric)).toBe(bindings.get(one.metric));
        }
      }),
    );
  });
});
