import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Terminal } from './command.ts';

/** What a program of a service ended with. */
export interface Outcome {
  readonly code: number;
  /** What it found; undefined when it failed before that. */
  readonly result: unknown;
}

/** A program of a service, by its folder, beside us in the repository (from source) or in the image (built). */
function programOf(service: string, folder: string): string {
  const fromSource = import.meta.url.endsWith('.ts');
  const path = `../../services/${service}/${fromSource ? 'src' : 'dist'}/${folder}/main.${fromSource ? 'ts' : 'js'}`;
  const file = fileURLToPath(new URL(path, import.meta.url));
  if (!existsSync(file)) throw new Error(`${file} is not there: millrace needs the services beside it`);
  return file;
}

/** Runs a program of the service that owns what it is about: its own code, and no other. */
export async function runProgram(
  { service, folder }: { readonly service: string; readonly folder: string },
  words: readonly string[],
  env: Readonly<NodeJS.ProcessEnv>,
  terminal: Terminal,
): Promise<Outcome> {
  const child = fork(programOf(service, folder), words, {
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let result: unknown;
  child.on('message', (message) => (result = message));
  if (child.stdout) createInterface(child.stdout).on('line', (line) => terminal.out(line));
  if (child.stderr) createInterface(child.stderr).on('line', (line) => terminal.err(line));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? 1, result };
}
