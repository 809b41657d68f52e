import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

function made(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A folder below `.millrace` (never committed), made if it isn't there. */
export const workFolder = (name: string): string => made(join(root, '.millrace', name));

/** Where tools that the repository builds for itself lie: with the local stack's parts if `MILLRACE_CACHE` is set. */
export function toolsFolder(env: NodeJS.ProcessEnv = process.env): string {
  const cache = env['MILLRACE_CACHE'];
  return cache ? made(join(resolve(cache), 'tools')) : workFolder('tools');
}
