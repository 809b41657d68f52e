import { isWithin } from '@millrace/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Audience, placesWithin } from './audience.ts';

const path = fc.array(fc.constantFrom('a', 'b', 'a-b'), { maxLength: 4 }).map((parts) => parts.join('/'));

describe('an audience', () => {
  it('hears exactly what happens within the scopes and the prefix of each (property)', () => {
    const listener = fc.record({ scopes: fc.array(path, { maxLength: 4 }), prefix: path });
    fc.assert(
      fc.property(fc.array(listener, { maxLength: 8 }), path, fc.infiniteStream(fc.boolean()), (all, place, stays) => {
        const audience = new Audience<object>();
        const present = all.map((one) => ({ ...one, places: placesWithin(one.scopes, one.prefix) }));
        for (const one of present) audience.add('acme', one.places, one);
        const staying = present.filter((one) => {
          if (stays.next().value === true) return true;
          audience.remove('acme', one.places, one);
          return false;
        });
        const meant = staying.filter(
          ({ scopes, prefix }) => isWithin(place, prefix) && scopes.some((scope) => isWithin(place, scope)),
        );
        const heard = [...audience.at('acme', place)];
        expect(heard).toHaveLength(meant.length);
        expect(new Set(heard)).toEqual(new Set(meant));
        expect([...audience.at('other', place)]).toEqual([]);
      }),
    );
  });
});
