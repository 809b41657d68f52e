import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockToken, decodeIntent, encodeIntent } from './intent.ts';

const intent = fc
  .tuple(fc.maxSafeNat(), fc.maxSafeNat())
  .map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }));

describe('intent', () => {
  it('1. comes back as it was announced', () => {
    fc.assert(
      fc.property(intent, (one) => {
        expect(decodeIntent(encodeIntent(one))).toEqual(one);
      }),
    );
  });

  it('2. nothing announced is the empty string', () => {
    expect(encodeIntent(undefined)).toBe('');
    expect(decodeIntent('')).toBeUndefined();
  });

  it.each(['block:5', 'block:9-5', 'v2:1-2', 'block:1-2 ', 'block:-1-2'])('3. refuses to guess at %j', (metadata) => {
    expect(() => decodeIntent(metadata)).toThrow('must be empty or block:<first>-<last>');
  });

  it('4. different blocks have different tokens', () => {
    fc.assert(
      fc.property(intent, intent, (a, b) => {
        const same = a.first === b.first && a.last === b.last;
        expect(blockToken('t', 1, a) === blockToken('t', 1, b)).toBe(same);
      }),
    );
  });
});
