import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idAt, idOf, UuidOffsets } from './uuid-offsets.ts';

describe('UuidOffsets', () => {
  it('1. is a map from ids to offsets, whatever the ids are', () => {
    const uuid = fc.oneof(fc.uuid(), fc.uuid({ version: 7 }), fc.constantFrom('00000000-0000-0000-0000-000000000000'));
    const id = fc.oneof(
      { weight: 5, arbitrary: uuid },
      uuid.map((text) => text.toUpperCase()),
      fc.string(),
    );
    const entries = fc.array(fc.tuple(id, fc.nat()), { maxLength: 60 });
    fc.assert(
      fc.property(entries, fc.array(id, { maxLength: 20 }), (set, others) => {
        const map = new Map<string, number>();
        const table = new UuidOffsets(60);
        for (const [text, offset] of set) {
          map.set(text, offset);
          table.set(idOf(text), offset);
        }
        for (const text of [...map.keys(), ...others]) expect(table.get(idOf(text))).toBe(map.get(text));
        expect(table.size).toBe(map.size);
      }),
    );
  });

  it('2. holds as many as it was made for, and tells near ones apart', () => {
    const table = new UuidOffsets(10_000);
    const id = (n: number): string => `018f0000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
    for (let n = 0; n < 10_000; n += 1) table.set(idOf(id(n)), n);
    for (let n = 0; n < 10_000; n += 1) expect(table.get(idOf(id(n)))).toBe(n);
    expect(table.get(idOf(id(10_000)))).toBeUndefined();
    expect(table.size).toBe(10_000);
  });

  it('3. takes an id for the same whether it is a text or bytes amid others', () => {
    const ascii = fc.oneof(
      fc.uuid(),
      fc.uuid().map((id) => id.toUpperCase()),
      fc.string({ unit: 'binary-ascii' }),
    );
    fc.assert(
      fc.property(ascii, fc.string({ unit: 'binary-ascii', maxLength: 9 }), (id, before) => {
        const table = new UuidOffsets(1);
        table.set(idOf(id), 5);
        const bytes = Buffer.from(`${before}${id}-after`);
        expect(table.get(idAt(bytes, before.length, before.length + id.length))).toBe(5);
      }),
    );
  });
});
