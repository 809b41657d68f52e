import { parseArgs } from 'node:util';
import { apiOf, CliError, type Api } from '../../api.ts';
import type { Command, Terminal } from '../../command.ts';
import { verbCommand } from '../../verbs.ts';
import { decide } from './decide.ts';
import { list } from './list.ts';
import { request } from './request.ts';
import { show } from './show.ts';

const HELP = `millrace corrections list     [--asset ID] [--metric NAME] [--state STATE] [--from TIME] [--to TIME] [--limit N] [--json]
millrace corrections show     ID [--json]
millrace corrections void     ASSET METRIC --from TIME --to TIME --because TEXT [--json]
millrace corrections scale    ASSET METRIC --from TIME --to TIME [--factor N] [--offset N] --because TEXT [--json]
millrace corrections replace  ASSET METRIC --from TIME --to TIME --readings FILE --because TEXT [--json]
millrace corrections approve | reject | withdraw  ID --because TEXT [--expect VERSION] [--json]

show       who asked for it, who decided what, and what it changes: figures of its readings before and after
void …     asks for a correction, which changes nothing until another person approves it; FILE is JSON: [{"at":TIME,"value":N},…]
STATE      REQUESTED, APPROVED, REJECTED or WITHDRAWN
TIME       ISO 8601 with offset; the range is from --from up to --to, which is not part of it

MILLRACE_URL is the front door, MILLRACE_TOKEN an API token: a viewer may list and show, an operator ask, an admin decide.
docs/corrections.md says what a correction does.`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  ...{ asset: text, metric: text, state: text, from: text, to: text, limit: text, because: text, expect: text },
  ...{ factor: text, offset: text, readings: text, json: flag },
};
const parse = (args: readonly string[]) => parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });

export interface Given {
  readonly values: ReturnType<typeof parse>['values'];
  readonly words: readonly string[];
}
type Verb = (given: Given, api: Api, terminal: Terminal) => Promise<number>;
const withApi =
  (verb: Verb): Command['run'] =>
  (args, env, terminal) =>
    verb(givenBy(args), apiOf(env), terminal);

/** `millrace corrections`: readings that were wrong, and what counts instead. */
export const corrections = verbCommand({
  name: 'corrections',
  summary: 'asks for corrections of readings that were wrong, shows what they change, and decides about them',
  help: HELP,
  verbs: {
    list: withApi(list),
    show: withApi(show),
    void: withApi(request('VOID')),
    scale: withApi(request('SCALE')),
    replace: withApi(request('REPLACE')),
    approve: withApi(decide('approve')),
    reject: withApi(decide('reject')),
    withdraw: withApi(decide('withdraw')),
  },
});

function givenBy(args: readonly string[]): Given {
  try {
    const { values, positionals } = parse(args);
    return { values, words: positionals };
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : String(error), 2);
  }
}
