import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inScope } from './scope.ts';
import { takeTokens, type Bucket } from './token-bucket.ts';

describe('takeTokens', () => {
  const rules = { perSecond: 10, size: 20 };

  it('1. gives what is there, then says when to come back', () => {
    const first = takeTokens(undefined, rules, 30, 0);
    expect(first.ok).toBe(true);
    const second = takeTokens(first.bucket, rules, 1, 0);
    expect(second).toMatchObject({ ok: false, retryAfterSeconds: 1.1 });
    expect(takeTokens(second.bucket, rules, 1, 1_200_000).ok).toBe(true);
  });

  it('2. over any time, no more is given than rate * time + size + one batch', () => {
    const request = fc.record({ wait: fc.nat(2_000_000), cost: fc.integer({ min: 1, max: 50 }) });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 100 }), (requests) => {
        let bucket: Bucket | undefined;
        let [now, given] = [0, 0];
        for (const { wait, cost } of requests) {
          now += wait;
          const taken = takeTokens(bucket, rules, cost, now);
          bucket = taken.bucket;
          if (taken.ok) given += cost;
        }
        expect(given).toBeLessThanOrEqual((now / 1e6) * rules.perSecond + rules.size + 50 + 1e-6);
      }),
    );
  });

  it('3. time that runs backwards gives nothing', () => {
    const { bucket } = takeTokens(undefined, rules, 25, 5_000_000);
    expect(takeTokens(bucket, rules, 1, 0).ok).toBe(false);
  });
});

describe('inScope', () => {
  it.each([
    [['press-7'], 'press-7', true],
    [['press-7'], 'press-70', false],
    [['press-*'], 'press-70', true],
    [['press-*'], 'oven-1', false],
    [['*'], 'anything', true],
    [[], 'press-7', false],
  ])('%j for %s: %s', (scope, device, expected) => {
    expect(inScope(scope, device)).toBe(expected);
  });
});
