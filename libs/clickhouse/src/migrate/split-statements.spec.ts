import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitStatements } from './split-statements.ts';

describe('splitStatements', () => {
  it('1. cuts at semicolons and leaves out comments and empty statements', () => {
    expect(splitStatements('-- a; b\nSELECT 1;\n/* x; */ ; SELECT 2')).toEqual(['SELECT 1', 'SELECT 2']);
  });

  it('2. leaves semicolons, quotes and dashes inside quotes alone', () => {
    const sql = "SELECT 'a;b''c\\'--', \"x;y\", `z;` FROM t";
    expect(splitStatements(`${sql}; SELECT 2`)).toEqual([sql, 'SELECT 2']);
  });

  it('3. any list of quoted texts joined by semicolons comes back', () => {
    const quoted = fc.string().map((text) => `SELECT '${text.replace(/['\\]/g, '\\$&')}'`);
    fc.assert(
      fc.property(fc.array(quoted), (statements) => {
        expect(splitStatements(statements.join(';\n'))).toEqual(statements);
      }),
    );
  });
});
