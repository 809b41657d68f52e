import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';

const parse = (...args: string[]): ReturnType<typeof parseOptions> => parseOptions(args, () => 42);

describe('the options', () => {
  it('1. have a random seed unless one is given', () => {
    expect(parse().seed).toBe(42);
    expect(parse('--seed', '7').seed).toBe(7);
  });

  it('2. take a list of faults, a file, a length and a rate', () => {
    expect(parse('--only', 'a,b', '--json', 'x', '--minutes', '0.5', '--rate', '5000')).toMatchObject({
      ...{ only: ['a', 'b'], json: 'x', minutes: 0.5, readingsPerSecond: 5_000, short: false },
    });
  });

  it.each([
    ['--seed', '-1'],
    ['--seed', '1.5'],
    ['--minutes', '0'],
    ['--minutes', 'ten'],
    ['--rate', ''],
  ])('3. refuse %s=%s, naming option and value', (name, value) => {
    expect(() => parse(`${name}=${value}`)).toThrow(`${name} is "${value}": must be`);
  });
});
