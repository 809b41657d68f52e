import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../provision/folders.ts';
import { writeProductManifests } from './product-manifests.ts';
import { productWorkspaces } from './workspaces.ts';

const run = promisify(execFile);

/** What packages ship for people and compilers; licences stay. */
const NOT_NEEDED_TO_RUN = /\.(d\.[cm]?ts|map|md|markdown)$/;
const LICENCE = /licen[cs]e/i;

/**
 * `node_modules` of the product in `folder`: exactly what the lock file says for the services and their libraries, without
 * development dependencies, install scripts, or anything of the workspaces that don't ship (local stack, test library).
 * None of it is compiled for a processor (a test watches that), so it serves every platform.
 */
export async function assembleDependencies(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeProductManifests(folder);
  for (const workspace of productWorkspaces())
    await cp(join(root, workspace, 'package.json'), join(folder, workspace, 'package.json'));
  await run('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--no-bin-links'], {
    cwd: folder,
    maxBuffer: 16 * 1024 * 1024,
  });
  // Only third-party code is here yet: the workspaces are but their package.json.
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && NOT_NEEDED_TO_RUN.test(entry.name) && !LICENCE.test(entry.name))
      await rm(join(entry.parentPath, entry.name));
}
