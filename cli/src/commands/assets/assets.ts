import { parseArgs } from 'node:util';
import { apiOf, CliError, type Api } from '../../api.ts';
import type { Command, Terminal } from '../../command.ts';
import { verbCommand } from '../../verbs.ts';
import { exportTags } from './export.ts';
import { importTags } from './import.ts';
import { installTypes } from './install-types.ts';

const HELP = `millrace assets import FILE [--dry-run] [--all] [--json]
millrace assets export [--format csv|json] [--path PREFIX]
millrace assets install-types PACK [--dry-run] [--replace] [--json]

import   registers the assets of a list of tags and binds their metrics; FILE is CSV, or JSON if its name ends so. Says how many lines came to
         what, and what is wrong with those that were refused; --dry-run says what would become of them, --all tells of every line
export   writes all assets in service, or those whose paths begin with PREFIX, as such a list to standard output
install-types
         defines the asset types of a pack (manufacturing, energy-and-utilities, oil-and-gas, transport-and-logistics, safety). What is there and
         otherwise is kept, unless --replace; --dry-run says what would become of each type

MILLRACE_URL is the front door, MILLRACE_TOKEN an API token: a viewer may export, an admin import and install. docs/registry.md says what the columns are, docs/asset-types.md what types are.`;

const OPTIONS = {
  'dry-run': { type: 'boolean' },
  all: { type: 'boolean' },
  json: { type: 'boolean' },
  format: { type: 'string' },
  path: { type: 'string' },
  replace: { type: 'boolean' },
} as const;
type Options = ReturnType<typeof parse>['values'];
const parse = (args: readonly string[]) => parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });

export interface Given {
  readonly values: Options;
  readonly words: readonly string[];
}
type Verb = (given: Given, api: Api, terminal: Terminal) => Promise<number>;
const withApi =
  (verb: Verb): Command['run'] =>
  (args, env, terminal) =>
    verb(givenBy(args), apiOf(env), terminal);

/** `millrace assets`: a plant's list of tags, in and out, and its types. */
export const assets = verbCommand({
  name: 'assets',
  summary:
    'imports and exports lists of tags: assets, their metrics and the devices that measure them; installs asset types',
  help: HELP,
  verbs: { import: withApi(importTags), export: withApi(exportTags), 'install-types': withApi(installTypes) },
});

function givenBy(args: readonly string[]): Given {
  try {
    const { values, positionals } = parse(args);
    return { values, words: positionals };
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : String(error), 2);
  }
}
