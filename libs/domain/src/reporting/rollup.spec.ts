import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketCount, bucketStart, chooseRollup } from './rollup.ts';

const HOUR = 3_600_000_000;
const T0 = Date.UTC(2026, 4, 1, 6) * 1000;
const WIDTH = { raw: 0, '1m': 60, '1h': 3_600, '1d': 86_400 };

const stretch = fc
  .record({ from: fc.integer({ min: 0, max: 4e15 }), length: fc.integer({ min: 1, max: 1e15 }) })
  .map(({ from, length }) => ({ from, to: from + length }));
const request = fc
  .tuple(stretch, fc.integer({ min: 1, max: 10_000 }), fc.nat(1e7))
  .map(([{ from, to }, maxPoints, rawPoints]) => ({ from, to, maxPoints, rawPoints }));

describe('chooseRollup', () => {
  it.each([
    [1, 1000, 900, 'raw', 0],
    [1, 1000, 3600, '1m', 60],
    [24, 1000, 86_400, '1m', 120],
    [24 * 30, 1000, 1e6, '1h', 3_600],
    [24 * 365 * 3, 1000, 1e6, '1d', 2 * 86_400],
  ])(
    '1. %d hours in at most %d points of %d readings: %s, %d s',
    (hours, maxPoints, rawPoints, source, stepSeconds) => {
      const choice = chooseRollup({ from: T0, to: T0 + hours * HOUR, maxPoints, rawPoints });
      expect(choice).toEqual({ source, stepSeconds });
    },
  );

  it('2. there are never more points than asked for', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { source, stepSeconds } = chooseRollup(asked);
        const points = source === 'raw' ? asked.rawPoints : bucketCount(asked.from, asked.to, stepSeconds);
        expect(points).toBeLessThanOrEqual(asked.maxPoints);
      }),
    );
  });

  it('3. a step is a whole number of stored buckets', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { source, stepSeconds } = chooseRollup(asked);
        if (source !== 'raw') expect(stepSeconds % WIDTH[source]).toBe(0);
      }),
    );
  });

  it('4. more points are never coarser', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const coarse = chooseRollup(asked);
        const fine = chooseRollup({ ...asked, maxPoints: asked.maxPoints + 1 });
        expect(fine.stepSeconds).toBeLessThanOrEqual(coarse.stepSeconds);
      }),
    );
  });
});

describe('buckets', () => {
  const step = fc.constantFrom(60, 300, 3_600, 86_400, 7 * 86_400);

  it('1. a bucket starts on a multiple of its width and holds its instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e15 }), step, (instant, seconds) => {
        const start = bucketStart(instant, seconds);
        expect(start % (seconds * 1e6)).toBe(0);
        expect(start).toBeLessThanOrEqual(instant);
        expect(instant - start).toBeLessThan(seconds * 1e6);
      }),
    );
  });

  it('2. the count is the number of different starts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e15 }), fc.integer({ min: 1, max: 3e9 }), (from, length) => {
        const starts = new Set<number>();
        for (let at = from; at < from + length; at += 60e6) starts.add(bucketStart(at, 60));
        starts.add(bucketStart(from + length - 1, 60));
        expect(bucketCount(from, from + length, 60)).toBe(starts.size);
      }),
    );
  });

  it('3. nothing touches no bucket', () => {
    expect(bucketCount(T0, T0, 60)).toBe(0);
  });
});
