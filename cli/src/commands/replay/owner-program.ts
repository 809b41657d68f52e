import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Terminal } from '../../command.ts';
import { OWNERS, type Projection } from './projections.ts';

/** What a projection's step ended with. */
export interface Outcome {
  readonly code: number;
  /** What it found; undefined when it failed before that. */
  readonly result: unknown;
}

/** The replay program of a service, beside us in the repository (from source) or in the image (built). */
function programOf(service: string): string {
  const fromSource = import.meta.url.endsWith('.ts');
  const path = `../../../../services/${service}/${fromSource ? 'src' : 'dist'}/replay/main.${fromSource ? 'ts' : 'js'}`;
  const file = fileURLToPath(new URL(path, import.meta.url));
  if (!existsSync(file)) throw new Error(`${file} is not there: millrace replay needs the services beside it`);
  return file;
}

/** Runs a step of a projection in the program of the service that owns it: its own code, and no other. */
export async function runOwner(
  projection: Projection,
  words: readonly string[],
  env: Readonly<NodeJS.ProcessEnv>,
  terminal: Terminal,
): Promise<Outcome> {
  const child = fork(programOf(OWNERS[projection]), words, {
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
