import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type PartName, repositoryRoot, type Stack, startStack } from '@millrace/local-stack';

/** Runs something on a stack of its own, which is gone afterwards: what an earlier run left in the logs must not slow a later one down. */
export async function onFreshStack<T>(
  parts: readonly PartName[],
  run: (around: { readonly stack: Stack; readonly dir: string }) => Promise<T>,
): Promise<T> {
  const parent = join(repositoryRoot(), '.millrace');
  mkdirSync(parent, { recursive: true });
  const dir = mkdtempSync(join(parent, 'bench-'));
  try {
    const stack = await startStack({ dir, ports: 'free', parts });
    try {
      return await run({ stack, dir });
    } finally {
      await stack.stop();
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
