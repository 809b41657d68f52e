import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../provision/folders.ts';
import type { Platform } from './platform.ts';
import { nodeVersion } from './workspaces.ts';

const run = promisify(execFile);

/** Puts the `node` binary for the image's platform into `folder`: the installed one if it fits, else npm's package of it. */
export async function assembleRuntime(folder: string, platform: Platform): Promise<void> {
  await mkdir(folder, { recursive: true });
  const target = join(folder, 'node');
  if (process.platform === platform.os && process.arch === platform.cpu) {
    await copyFile(join(root, 'node_modules/node/bin/node'), target);
  } else {
    const scratch = await mkdtemp(join(tmpdir(), 'millrace-node-'));
    try {
      const name = `node-${platform.os}-${platform.cpu}`;
      await run('npm', ['install', '--prefix', scratch, '--force', '--no-save', `${name}@${nodeVersion()}`]);
      await copyFile(join(scratch, 'node_modules', name, 'bin/node'), target);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }
  await chmod(target, 0o755);
}
