import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteMap } from './byte-map.ts';

it('finds what was added under the same bytes, wherever they stand', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 9 }), { maxLength: 200 }), (names) => {
      const map = new ByteMap<string>();
      const around = (name: string): [Buffer, number, number] => {
        const bytes = Buffer.from(`<${name}>`);
        return [bytes, 1, bytes.length - 1];
      };
      for (const name of names) {
        expect(map.get(...around(name))).toBeUndefined();
        map.add(...around(name), name);
      }
      expect(map.size).toBe(names.length);
      for (const name of names) expect(map.get(...around(name))).toBe(name);
    }),
  );
});
