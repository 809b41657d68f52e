import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonSyntax } from './json-position.ts';

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('jsonSyntax', () => {
  it.each([
    ['{"foo": nope}', 8, '"n"'],
    ['{"a":1,}', 7, '"}"'],
    ['[1 2]', 3, '"2"'],
    ['{"a" 1}', 5, '"1"'],
    ['{a:1}', 1, '"a"'],
    ['[1,', 3, 'the end of the text'],
    ['', 0, 'the end of the text'],
    ['{} x', 3, '"x"'],
    ['"a\nb"', 2, '"\\n"'],
    ['[01]', 2, '"1"'],
    ['[+1]', 1, '"+"'],
    ['"\\x"', 1, '"\\\\"'],
  ])('1. %j stops at %i', (text, position, found) => {
    expect(jsonSyntax(text)).toMatchObject({ position, found });
  });

  it('2. counts lines and columns from 1', () => {
    expect(jsonSyntax('{\n  "a": 1\n  "b": 2\n}')).toMatchObject({ line: 3, column: 3 });
  });

  it('3. of any damaged JSON: what is before the place could still have become JSON, and the whole is none', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', ']', '"', ':', 'x', '1'), (json, at, put) => {
        const place = at % (json.length + 1);
        const damaged = json.slice(0, place) + put + json.slice(place + 1);
        fc.pre(!parses(damaged));
        const { position } = jsonSyntax(damaged);
        expect(position).toBeLessThanOrEqual(damaged.length);
        // JSON is read from the left: nothing before the damage can be wrong, but for an escape or word it is in.
        if (position < place) expect(damaged.slice(position, place + 1)).toMatch(/^["\\\-\w.+]/);
      }),
    );
  });

  it('4. agrees with JSON.parse wherever that names a position, but points at the start of a broken word or number', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (json, at) => {
        const damaged = json.slice(0, at % (json.length + 1)) + '~' + json.slice(at % (json.length + 1));
        fc.pre(!parses(damaged) && !/[\\"]/.test(damaged));
        try {
          JSON.parse(damaged);
        } catch (error) {
          const named = /at position (\d+)/.exec((error as Error).message)?.[1];
          if (named === undefined) return;
          const { position } = jsonSyntax(damaged);
          expect(damaged.slice(position, Number(named))).toMatch(/^[-\w.+]*$/);
          expect(position).toBeLessThanOrEqual(Number(named));
        }
      }),
    );
  });

  it('5. a deep text is no danger', () => {
    expect(jsonSyntax('['.repeat(200_000)).position).toBe(200_000);
  });
});
