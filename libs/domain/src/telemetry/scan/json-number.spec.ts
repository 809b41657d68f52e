import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberText } from './test/bodies.ts';
import { JsonCursor } from './json-cursor.ts';
import { takeNumber } from './json-number.ts';

const taken = (text: string): { value: number; at: number } => {
  const cursor = new JsonCursor(Buffer.from(text));
  return { value: takeNumber(cursor), at: cursor.at };
};

describe('takeNumber', () => {
  it('1. gives what JSON.parse gives, to the last bit and the sign of zero', () => {
    fc.assert(
      fc.property(numberText, fc.constantFrom('', ',', '}', ' ', ']'), (text, after) => {
        const expected = JSON.parse(text) as number;
        const { value, at } = taken(`${text}${after}`);
        if (Number.isFinite(expected) && text.length <= 64) expect(at).toBe(text.length);
        expect(value).toBe(Number.isFinite(expected) && text.length <= 64 ? expected : NaN);
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([
    '9007199254740991',
    '9007199254740992',
    '9007199254740993',
    '9007199254740995',
    '9007199254740993e1',
    '900719925474099.3e1',
  ])('2. rounds %s, where doubles begin to be rare, as JSON.parse does', (text) =>
    expect(taken(text).value).toBe(JSON.parse(text)),
  );

  it.each(['', '-', '.5', '1.', '01', '-01', '+1', '1e', '1e+', '1.e5', 'NaN', 'x', '1e309', '-1e400', '"1"'])(
    '3. has no number in %j',
    (text) => expect(taken(text).value).toBeNaN(),
  );

  it('4. is not misled by an exponent that outweighs more zeros than anybody counts', () => {
    const zeros = '0'.repeat(99_991);
    expect(taken(`0.${zeros}1e100000000`).value).toBeNaN();
    expect(taken(`0.${zeros}1e${'9'.repeat(400)}`).value).toBeNaN();
    expect(taken(`0.${zeros.slice(0, 20)}1e${'0'.repeat(30)}21`).value).toBe(1);
  });
});
