import { CliError } from './api.ts';
import type { Command } from './command.ts';

/** `help` lists what its verbs take; a verb gets the words after it. */
export interface VerbCommand extends Pick<Command, 'name' | 'summary'> {
  readonly help: string;
  readonly verbs: Readonly<Record<string, Command['run']>>;
}

/** A command that consists of verbs: `millrace <name> <verb> …`. What a verb cannot do it says as a CliError. */
export function verbCommand({ name, summary, help, verbs }: VerbCommand): Command {
  return {
    name,
    summary,
    async run([verb = '--help', ...args], env, terminal) {
      if (verb === '--help' || verb === 'help' || args.includes('--help')) {
        for (const line of help.split('\n')) terminal.out(line);
        return 0;
      }
      try {
        const run = verbs[verb];
        if (run === undefined) throw new CliError(`${verb}: must be ${Object.keys(verbs).join(', ')}`, 2);
        return await run(args, env, terminal);
      } catch (error) {
        if (!(error instanceof CliError)) throw error;
        terminal.err(`millrace ${name}: ${error.message}`);
        return error.exitCode;
      }
    },
  };
}
