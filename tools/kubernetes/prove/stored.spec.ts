import { describe, expect, it } from 'vitest';
import { countCounters } from './stored.ts';

describe('countCounters', () => {
  it('tells rows from different values, whatever the columns before hold', () => {
    const csv = [
      '"asset_id","asset_path","metric","value","unit"',
      '"load-0","a,b/""c""/load-0","counter",1,"Cel"',
      '"load-0","a,b/""c""/load-0","counter",2,"Cel"',
      '"load-0","a,b/""c""/load-0","counter",2,"Cel"',
    ].join('\n');
    expect(countCounters(`${csv}\n`)).toEqual({ rows: 3, distinct: 2 });
  });

  it('counts nothing in an export of nothing', () => {
    expect(countCounters('"asset_id","value"\n')).toEqual({ rows: 0, distinct: 0 });
  });

  it('does not take an answer without values for an empty one', () => {
    expect(() => countCounters('"asset_id"\n"a"\n')).toThrow('without a column "value"');
  });
});
