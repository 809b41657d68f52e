import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type OnProgress,
  progressLine,
  repositoryRoot,
  type Stack,
  type StackOptions,
  startStack,
} from '@millrace/local-stack/stack';
import type { TestProject } from 'vitest/node';
import './provided-context.ts';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Folders of test runs that were killed before they could clean up. */
function removeLeftovers(parent: string): void {
  let names: string[];
  try {
    names = readdirSync(parent);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return; // the first run ever
    throw error;
  }
  for (const name of names) {
    const pid = /^(?:test|own)-(\d+)(?:-|$)/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

/** MILLRACE_STACK chooses where the parts come from: `local` (processes, the default) or `docker` (containers). */
async function start(options: StackOptions): Promise<Stack> {
  const source = process.env['MILLRACE_STACK'] ?? 'local';
  if (source === 'local') return startStack({ ...options, ports: 'free' });
  if (source === 'docker') return (await import('./container-stack.ts')).startContainerStack(options);
  throw new Error(`MILLRACE_STACK is ${JSON.stringify(source)}: must be local or docker`);
}

/** One stack of real parts for all integration tests of a run, on free ports; its data goes when the run ends. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const parent = join(repositoryRoot(), '.millrace');
  removeLeftovers(parent);
  const dir = join(parent, `test-${process.pid}`);
  const onProgress: OnProgress = (event) => process.stderr.write(`${progressLine(event)}\n`);
  const parts = ['kafka', 'clickhouse', 'registry', 'mosquitto'] as const;
  const stack = await start({ dir, parts, onProgress });
  project.provide('millraceStack', stack.addresses);
  return async () => {
    await stack.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}
