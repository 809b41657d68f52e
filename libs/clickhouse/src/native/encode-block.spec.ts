import { describe, expect, it } from 'vitest';
import { column, type TableShape } from '../table.ts';
import { encodeBlock } from './encode-block.ts';
import { lowCardinality } from './low-cardinality.ts';
import { nullable } from './nullable.ts';
import { float64, uint16 } from './numbers.ts';

interface Row {
  s: string;
  v: number | null;
}
const shape: TableShape<Row> = {
  table: 't',
  columns: [column('s', lowCardinality, (row) => row.s), column('v', nullable(float64, 0), (row) => row.v)],
};

describe('encodeBlock', () => {
  it('1. is byte for byte what the engine writes with FORMAT Native', () => {
    // clickhouse 26.7: SELECT toLowCardinality('x' || toString(number % 2)) AS s, 1.5::Nullable(Float64) AS v FROM numbers(3)
    const golden =
      '0203' +
      '0173164c6f7743617264696e616c69747928537472696e6729' +
      '0100000000000000000600000000000003000000000000000002783002783103000000000000000102' +
      '01' +
      '0176114e756c6c61626c6528466c6f6174363429' +
      '000000' +
      '000000000000f83f'.repeat(3);
    const block = encodeBlock(
      shape,
      ['x0', 'x1', 'x0'].map((s) => ({ s, v: 1.5 })),
    );
    expect(block.toString('hex')).toBe(golden);
  });

  it('2. names the type and the value that does not fit', () => {
    const small: TableShape<number> = { table: 't', columns: [column('n', uint16, (row) => row)] };
    expect(() => encodeBlock(small, [1, 70_000])).toThrow('UInt16 cannot hold 70000');
    expect(() => encodeBlock(small, [Number.NaN])).toThrow('UInt16 cannot hold NaN');
  });
});
