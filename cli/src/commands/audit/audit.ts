import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Command } from '../../command.ts';
import { runProgram } from '../../service-program.ts';

const HELP = [
  'millrace audit verify [--since FILE] [--json FILE]',
  '',
  'Reads audit.events and the chain of seals over it (audit.seals), and tells every stretch that is not as it was sealed. Exit code 0: all of it',
  'is; 1: something is not, or it could not be told; 2: called wrongly. Settings are those of the services: KAFKA_*, SCHEMA_REGISTRY_URL.',
  '',
  '  --json FILE    what was found, and the last seal of every partition: keep it where nobody of the plant can write',
  '  --since FILE   what an earlier verification found: its seals must still be in the chain, which then has not been made anew',
];

/** `millrace audit`: whether the record of who did what is still what it was. */
export const audit: Command = {
  name: 'audit',
  summary: 'verifies that nothing of audit.events was changed, taken away or put in',
  async run([verb = '--help', ...args], env, terminal) {
    if (verb === '--help' || verb === 'help') {
      for (const line of HELP) terminal.out(line);
      return 0;
    }
    const given = verb === 'verify' ? optionsOf(args) : `${verb}: must be verify`;
    if (typeof given === 'string') {
      terminal.err(`millrace audit: ${given}`);
      return 2;
    }
    const words = given.since === undefined ? [] : [given.since];
    const { code, result } = await runProgram({ service: 'enrichment', folder: 'audit' }, words, env, terminal);
    if (given.json !== undefined && result !== undefined) {
      await writeFile(given.json, `${JSON.stringify(result, null, 2)}\n`);
    }
    return code;
  },
};

interface Options {
  readonly since?: string;
  readonly json?: string;
}

/** What was asked for, or what is wrong with it. */
function optionsOf(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { since: { type: 'string' }, json: { type: 'string' } },
    });
    if (values.since !== undefined && !existsSync(values.since)) return `--since ${values.since}: must be a file`;
    return values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
