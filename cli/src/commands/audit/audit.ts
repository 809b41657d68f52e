import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CliError } from '../../api.ts';
import type { Command } from '../../command.ts';
import { runProgram } from '../../service-program.ts';
import { verbCommand } from '../../verbs.ts';

const HELP = `millrace audit verify [--since FILE] [--json FILE]

Reads audit.events and the chain of seals over it (audit.seals), and tells every stretch that is not as it was sealed. Exit code 0: all of it
is; 1: something is not, or it could not be told; 2: called wrongly. Settings are those of the services: KAFKA_*, SCHEMA_REGISTRY_URL.

  --json FILE    what was found, and the last seal of every partition: keep it where nobody of the plant can write
  --since FILE   what an earlier verification found: its seals must still be in the chain, which then has not been made anew`;

const verify: Command['run'] = async (args, env, terminal) => {
  const { since, json } = optionsOf(args);
  const words = since === undefined ? [] : [since];
  const { code, result } = await runProgram({ service: 'enrichment', folder: 'audit' }, words, env, terminal);
  if (json !== undefined && result !== undefined) await writeFile(json, `${JSON.stringify(result, null, 2)}\n`);
  return code;
};

/** `millrace audit`: whether the record of who did what is still what it was. */
export const audit = verbCommand({
  name: 'audit',
  summary: 'verifies that nothing of audit.events was changed, taken away or put in',
  help: HELP,
  verbs: { verify },
});

interface Options {
  readonly since: string | undefined;
  readonly json: string | undefined;
}

/** @throws CliError (2) for what was called wrongly */
function optionsOf(args: readonly string[]): Options {
  const { since, json } = parsed(args);
  if (since !== undefined && !existsSync(since)) throw new CliError(`--since ${since}: must be a file`, 2);
  return { since, json };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { since: { type: 'string' }, json: { type: 'string' } } }).values;
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : String(error), 2);
  }
}
