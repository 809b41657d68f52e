import { parseArgs } from 'node:util';
import { CliError } from '../../api.ts';

const OPTIONS = {
  kind: { type: 'string' },
  stream: { type: 'string' },
  reason: { type: 'string' },
  topic: { type: 'string' },
  device: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  state: { type: 'string' },
  limit: { type: 'string' },
  counts: { type: 'boolean' },
  content: { type: 'boolean' },
  json: { type: 'boolean' },
  all: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  edit: { type: 'string' },
  bytes: { type: 'boolean' },
  schema: { type: 'string' },
  because: { type: 'string' },
  expect: { type: 'string' },
} as const;
type Name = keyof typeof OPTIONS;

const FILTERS = ['kind', 'stream', 'reason', 'topic', 'device', 'from', 'to'] as const;
/** Options that a command which takes a filter has. */
export const FILTER_NAMES: readonly Name[] = FILTERS;

export type Options = ReturnType<typeof parse>['values'];

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
}

/** The options and other words of a command that knows `names`. @throws CliError (2) for any other */
export function optionsOf(args: readonly string[], names: readonly Name[]): { values: Options; words: string[] } {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    throw new CliError((error as Error).message, 2);
  }
  const stranger = Object.keys(parsed.values).find((name) => !names.includes(name as Name));
  if (stranger !== undefined)
    throw new CliError(`--${stranger}: is no option of this; it has --${names.join(', --')}`, 2);
  return { values: parsed.values, words: parsed.positionals };
}

/** The filter as the API wants it. */
export function filterOf(values: Options): Record<string, string> {
  return Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = values[name];
      return value === undefined ? [] : [[name === 'device' ? 'deviceId' : name, value]];
    }),
  );
}

/** A whole number of at least 1. @throws CliError (2) */
export function wholeNumber(name: Name, text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number))
    throw new CliError(`--${name} ${text}: must be a whole number`, 2);
  return number;
}

/** The one letter that the words name. @throws CliError (2) */
export function letterIdOf(words: readonly string[]): string {
  const [letterId, ...rest] = words;
  if (letterId === undefined) throw new CliError('which letter? Give its id, as list shows it', 2);
  if (rest.length > 0)
    throw new CliError(`${rest.join(' ')}: one letter at a time; --all takes all that match a filter`, 2);
  return letterId;
}
