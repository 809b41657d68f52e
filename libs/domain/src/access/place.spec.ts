import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin, outermost } from './place.ts';

const path = fc.array(fc.constantFrom('a', 'b', 'a-b'), { maxLength: 4 }).map((parts) => parts.join('/'));

describe('places', () => {
  it.each([
    ['acme/north/line-1', 'acme/north', true],
    ['acme/north', 'acme/north', true],
    ['acme/north-2', 'acme/north', false],
    ['acme', 'acme/north', false],
    ['', 'acme', false],
    ['', '', true],
    ['acme', '', true],
  ])('"%s" lies within "%s": %s', (place, scope, expected) => {
    expect(isWithin(place, scope)).toBe(expected);
  });

  it('are the same places without those that lie below others', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 8 }), path, (scopes, place) => {
        const outer = outermost(scopes);
        expect(outer.some((scope) => isWithin(place, scope))).toBe(scopes.some((scope) => isWithin(place, scope)));
        for (const one of outer) expect(outer.filter((other) => isWithin(one, other))).toEqual([one]);
      }),
    );
  });
});
