import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The folder that holds the workspaces: the nearest ancestor with a package-lock.json. */
export function repositoryRoot(from: string = import.meta.dirname): string {
  for (let dir = from; ; dir = dirname(dir)) {
    if (existsSync(join(dir, 'package-lock.json'))) return dir;
    if (dirname(dir) === dir) throw new Error(`no package-lock.json in ${from} or in any folder above it`);
  }
}

/** Where downloaded parts are kept: `MILLRACE_CACHE`, or `.millrace/cache` in the repository (which Git ignores). */
export function cacheDir(env: NodeJS.ProcessEnv = process.env): string {
  const configured = env['MILLRACE_CACHE'];
  return configured ? resolve(configured) : join(repositoryRoot(), '.millrace', 'cache');
}

/** This package's own folder (the one with package.json), from source or from dist. */
export const packageDir = dirname(import.meta.dirname);
