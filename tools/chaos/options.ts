import { parseArgs } from 'node:util';

export interface ChaosOptions {
  readonly seed: number;
  readonly minutes: number;
  /** Names of faults; undefined: all. */
  readonly only: readonly string[] | undefined;
  readonly short: boolean;
  readonly json: string | undefined;
  readonly readingsPerSecond: number;
}

const DEFAULT_MINUTES = 10;
const DEFAULT_READINGS_PER_SECOND = 2_000;

/** The command line. @throws Error that names the option, its value and the rule */
export function parseOptions(args: readonly string[], randomSeed: () => number): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      minutes: { type: 'string' },
      only: { type: 'string' },
      short: { type: 'boolean', default: false },
      json: { type: 'string' },
      rate: { type: 'string' },
    },
  });
  const number = (name: 'seed' | 'minutes' | 'rate', fallback: number, rule: string, holds: (n: number) => boolean) => {
    const text = values[name];
    if (text === undefined) return fallback;
    const value = Number(text);
    if (text.trim() === '' || !holds(value)) throw new Error(`--${name} is ${JSON.stringify(text)}: must be ${rule}`);
    return value;
  };
  const isSeed = (n: number): boolean => Number.isInteger(n) && n >= 0 && n < 2 ** 32;
  return {
    seed: number('seed', randomSeed(), 'a whole number from 0 to 4294967295', isSeed),
    minutes: number('minutes', DEFAULT_MINUTES, 'a number above 0', (n) => n > 0 && Number.isFinite(n)),
    readingsPerSecond: number(
      'rate',
      DEFAULT_READINGS_PER_SECOND,
      'a number from 100 up',
      (n) => n >= 100 && Number.isFinite(n),
    ),
    only: values.only?.split(','),
    short: values.short,
    json: values.json,
  };
}
