import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { avroType } from './avro-type.ts';
import { MAX_LONG } from './long-type.ts';

const long = avroType('"long"');

describe('a long', () => {
  it('comes back exactly up to the safe integers', () => {
    const edges = [0, 2 ** 31, 2 ** 52 - 1, 2 ** 52, 2 ** 52 + 1, MAX_LONG].flatMap((n) => [n, -n || 0]);
    for (const value of edges) expect(long.fromBuffer(long.toBuffer(value))).toBe(value);
    fc.assert(
      fc.property(fc.integer({ min: -MAX_LONG, max: MAX_LONG }), (value) => {
        expect(long.fromBuffer(long.toBuffer(value))).toBe(value);
      }),
    );
  });

  it('is written as every Avro library writes it', () => {
    expect(long.toBuffer(-(2 ** 52) - 1).toString('hex')).toBe('8180808080808010');
    expect(long.toBuffer(2 ** 52 + 1).toString('hex')).toBe('8280808080808010');
  });

  it.each([2 ** 53, -(2 ** 53), 0.5, NaN, '1', null])('refuses to write %s', (value) => {
    expect(() => long.toBuffer(value)).toThrow();
  });

  it.each(['8280808080808020', 'feffffffffffffffff01', 'ffffffffffffffffff01', 'ffffffffffffffffffff01'])(
    'refuses to read %s, which is no safe integer',
    (hex) => {
      expect(() => long.fromBuffer(Buffer.from(hex, 'hex'))).toThrow(/long/);
    },
  );
});
