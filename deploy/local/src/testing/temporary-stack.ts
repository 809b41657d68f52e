import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../paths.ts';
import type { PartName } from '../parts/part.ts';
import { type Stack, type StackOptions, startStack } from '../stack.ts';

export interface TestStack extends Stack {
  /** Stops the stack and deletes its data. */
  remove(): Promise<void>;
}

/** A stack of its own for tests that kill and restart parts: free ports, a folder that goes with it. */
export async function temporaryStack(
  parts: readonly PartName[],
  options: Partial<StackOptions> = {},
): Promise<TestStack> {
  const parent = join(repositoryRoot(), '.millrace');
  mkdirSync(parent, { recursive: true });
  const dir = mkdtempSync(join(parent, `own-${process.pid}-`));
  const stack = await startStack({ ...options, dir, ports: 'free', parts });
  const remove = async () => {
    await stack.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  return Object.assign(stack, { remove });
}
