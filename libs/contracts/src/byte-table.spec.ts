import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteTable } from './byte-table.ts';

describe('ByteTable', () => {
  it('1. gives the same bytes the same number and others another one, wherever they stand', () => {
    const some = fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 2_000 });
    fc.assert(
      fc.property(some, (given) => {
        const table = new ByteTable();
        const numbers = new Map<string, number>();
        for (const bytes of given) {
          const around = Buffer.concat([Buffer.from('<'), bytes, Buffer.from('>')]);
          const found = table.find(around, 1, 1 + bytes.length);
          const key = Buffer.from(bytes).toString('hex');
          expect(found).toBe(numbers.get(key) ?? -1);
          if (found < 0) numbers.set(key, table.add(around, 1, 1 + bytes.length));
        }
        expect([...numbers.values()]).toEqual([...numbers.keys()].map((_, number) => number));
        for (const [key, number] of numbers) {
          const bytes = Buffer.from(key, 'hex');
          expect(table.is(number, bytes, 0, bytes.length)).toBe(true);
          expect(table.is(number, Buffer.concat([bytes, bytes, Buffer.from('x')]), 0, 2 * bytes.length + 1)).toBe(
            false,
          );
        }
      }),
      { numRuns: 30 },
    );
  });

  it('2. holds many more than it began with', () => {
    const table = new ByteTable();
    const names = Array.from({ length: 20_000 }, (_, number) => Buffer.from(`machine-${number}`));
    for (const [number, name] of names.entries()) expect(table.add(name, 0, name.length)).toBe(number);
    for (const [number, name] of names.entries()) expect(table.find(name, 0, name.length)).toBe(number);
  });
});
