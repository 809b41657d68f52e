import type { Command, Terminal } from './command.ts';

/**
 * Runs the command that `words` names (`millrace <command> …`).
 * @returns the exit code: the command's own, 0 after help, 2 for a command that does not exist.
 */
export async function run(
  commands: readonly Command[],
  words: readonly string[],
  env: Readonly<NodeJS.ProcessEnv>,
  terminal: Terminal,
): Promise<number> {
  const [name = 'help', ...args] = words;
  if (name === 'help' || name === '--help') {
    for (const line of help(commands)) terminal.out(line);
    return 0;
  }
  const command = commands.find((each) => each.name === name);
  if (command) return command.run(args, env, terminal);
  terminal.err(`millrace ${name}: no such command; ${commands.map((each) => each.name).join(', ')} exist`);
  return 2;
}

function help(commands: readonly Command[]): string[] {
  const width = Math.max(0, ...commands.map(({ name }) => name.length));
  return [
    'millrace <command> [options]   (millrace <command> --help tells more)',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}`),
  ];
}
