import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockToken, decodeIntent, encodeIntent, type Intent } from './intent.ts';
import { MAX_PARTITIONS } from './pack-shares.ts';

const intent = fc
  .uniqueArray(fc.tuple(fc.nat(999_999_999), fc.maxSafeNat(), fc.maxSafeNat()), {
    minLength: 1,
    maxLength: 6,
    selector: ([partition]) => partition,
  })
  .map((ranges): Intent =>
    ranges
      .map(([partition, a, b]) => ({ partition, first: Math.min(a, b), last: Math.max(a, b) }))
      .sort((a, b) => a.partition - b.partition),
  );

describe('intent', () => {
  it('1. comes back as it was announced, from each of its partitions', () => {
    fc.assert(
      fc.property(intent, (one) => {
        for (const { partition } of one) expect(decodeIntent(encodeIntent(one), partition)).toEqual(one);
      }),
    );
  });

  it('2. nothing announced is the empty string', () => {
    expect(encodeIntent([])).toBe('');
    expect(decodeIntent('', 0)).toBeUndefined();
  });

  it.each([
    ...['block:5', 'block:9-5', 'v2:1-2', 'block:1-2 ', 'block:-1-2', 'block:0:1-2', 'block:'],
    ...['block:0:1-2,', 'block:0:1-2,0:3-4', 'block:1:1-2,0:3-4', 'block:0:2-1,1:3-4', 'block:1:1-2,2:3-4'],
  ])('3. refuses to guess at %j', (metadata) => {
    expect(() => decodeIntent(metadata, 0)).toThrow('must be empty, block:<first>-<last>, or');
  });

  it('4. different blocks have different tokens', () => {
    fc.assert(
      fc.property(intent, intent, (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(blockToken('t', a) === blockToken('t', b)).toBe(same);
      }),
    );
  });

  it('5. metadata of as many partitions as are worked on together stays within what Kafka takes (4,096 bytes)', () => {
    const range = { first: Number.MAX_SAFE_INTEGER, last: Number.MAX_SAFE_INTEGER };
    const most = Array.from({ length: MAX_PARTITIONS }, (_, i) => ({
      partition: 99_999 - MAX_PARTITIONS + i,
      ...range,
    }));
    expect(encodeIntent(most).length).toBeLessThan(4_096);
  });
});
