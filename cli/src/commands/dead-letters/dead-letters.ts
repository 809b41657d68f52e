import { apiOf, CliError, type Api } from '../../api.ts';
import type { Command, Terminal } from '../../command.ts';
import { verbCommand } from '../../verbs.ts';
import { list } from './list.ts';
import { FILTER_NAMES, optionsOf } from './options.ts';
import { repairAll } from './repair-all.ts';
import { repairOne } from './repair-one.ts';
import { show } from './show.ts';

const HELP = `millrace dead-letters list      [filter] [--state STATE] [--limit N] [--counts] [--json]
millrace dead-letters show      LETTER [--content] [--json]
millrace dead-letters resubmit  LETTER [--edit FILE [--bytes] [--schema NAME]] [--because TEXT] [--expect VERSION] [--json]
millrace dead-letters resubmit  --all [filter] [--dry-run] [--limit N] [--because TEXT] [--json]
millrace dead-letters discard   LETTER --because TEXT [--expect VERSION] [--json]
millrace dead-letters discard   --all [filter] --because TEXT [--dry-run] [--limit N] [--json]

filter   --kind dead-letter|rejected-reading  --stream NAME  --reason CODE  --topic NAME  --device ID  --from TIME  --to TIME
STATE    open (if not given), resubmitted, resolved, failed-again, discarded or all
TIME     ISO 8601 with offset, or milliseconds since 1970

MILLRACE_URL is the front door, MILLRACE_TOKEN an API token: a viewer may list and show, a repairer may do the rest.`;

type Verb = (args: readonly string[], api: Api, terminal: Terminal) => Promise<number>;

const repair =
  (verb: 'resubmit' | 'discard'): Verb =>
  (args, api, terminal) => {
    const editing = verb === 'resubmit' ? (['edit', 'bytes', 'schema'] as const) : [];
    const names = [...FILTER_NAMES, 'all', 'dry-run', 'limit', 'because', 'expect', 'json', ...editing] as const;
    const given = optionsOf(args, names);
    if (verb === 'discard' && given.values.because === undefined) throw new CliError('--because TEXT: must say why', 2);
    if (given.values.all === true) return repairAll(verb, given, api, terminal);
    const filter = [...FILTER_NAMES, 'dry-run', 'limit'].find((name) => given.values[name as 'kind'] !== undefined);
    if (filter !== undefined) throw new CliError(`--${filter}: is for --all, which takes all that match a filter`, 2);
    return repairOne(verb, given, api, terminal);
  };

const withApi =
  (verb: Verb): Command['run'] =>
  (args, env, terminal) =>
    verb(args, apiOf(env), terminal);

/** `millrace dead-letters`: what could not be used, why, and what to do about it. */
export const deadLetters = verbCommand({
  name: 'dead-letters',
  summary: 'list, look into, resubmit and discard what could not be used',
  help: HELP,
  verbs: {
    list: withApi(list),
    show: withApi(show),
    resubmit: withApi(repair('resubmit')),
    discard: withApi(repair('discard')),
  },
});
