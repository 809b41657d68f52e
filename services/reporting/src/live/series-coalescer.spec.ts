import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Change, SeriesCoalescer } from './series-coalescer.ts';

const change = (assetId: string, occurredAt: number): Change => ({
  ...{ tenant: 'acme', assetPath: `acme/${assetId}`, metric: 'm', unit: '', quality: 'GOOD' },
  assetId,
  occurredAt,
  value: occurredAt,
});

describe('SeriesCoalescer', () => {
  it('1. gives the newest of each series, once', () => {
    const coalescer = new SeriesCoalescer();
    for (const at of [1, 3, 2]) coalescer.offer(change('a', at));
    coalescer.offer(change('b', 1));
    expect(coalescer.drain().map(({ assetId, value }) => [assetId, value])).toEqual([
      ['a', 3],
      ['b', 1],
    ]);
    expect(coalescer.drain()).toEqual([]);
  });

  it('2. never goes back in time, and never says two things about a series at once', () => {
    const step = fc.oneof(
      fc.record({ asset: fc.constantFrom('a', 'b', 'c'), at: fc.nat(50) }),
      fc.constant('drain' as const),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const coalescer = new SeriesCoalescer();
        const last = new Map<string, number>();
        for (const next of [...steps, 'drain' as const]) {
          if (next !== 'drain') coalescer.offer(change(next.asset, next.at));
          else {
            const drained = coalescer.drain();
            expect(new Set(drained.map(({ assetId }) => assetId)).size).toBe(drained.length);
            for (const { assetId, occurredAt } of drained) {
              expect(occurredAt).toBeGreaterThanOrEqual(last.get(assetId) ?? 0);
              last.set(assetId, occurredAt);
            }
          }
        }
      }),
    );
  });
});
