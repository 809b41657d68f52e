import { describe, expect, it } from 'vitest';
import { pending } from './compare.ts';
import type { Statement } from './load-migrations.ts';

const statement = (version: number, number: number, checksum = 'a'): Statement => ({
  version,
  number,
  checksum,
  name: 'things',
  sql: 'CREATE TABLE IF NOT EXISTS things (x UInt8) ENGINE = Memory',
});

describe('pending', () => {
  const wanted = [statement(1, 1), statement(1, 2), statement(2, 1)];

  it('1. everything on an empty database, the rest later, nothing at the end', () => {
    expect(pending(wanted, [])).toEqual(wanted);
    expect(pending(wanted, wanted.slice(0, 1))).toEqual(wanted.slice(1));
    expect(pending(wanted, wanted)).toEqual([]);
  });

  it('2. refuses a statement that was changed after it was applied, and names it', () => {
    expect(() => pending(wanted, [statement(1, 2, 'b')])).toThrow(/0001-things, statement 2 was changed/);
  });

  it('3. refuses a file that lost an applied statement', () => {
    expect(() => pending(wanted, [statement(1, 3)])).toThrow(/0001-things, statement 3 .* no longer/);
  });

  it('4. accepts migrations of a newer program', () => {
    expect(pending(wanted, [...wanted, statement(3, 1)])).toEqual([]);
  });
});
