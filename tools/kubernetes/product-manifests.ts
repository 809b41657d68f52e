import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../provision/folders.ts';
import { productWorkspaces } from './workspaces.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

interface LockFile {
  packages: Record<string, { resolved?: string; link?: boolean } & Record<string, unknown>>;
}

const readJson = async <T>(name: string): Promise<T> => JSON.parse(await readFile(join(root, name), 'utf8')) as T;

/**
 * Writes the root `package.json` and lock file of a repository that has the shipping workspaces only: every version and checksum is
 * the committed lock file's, and neither development tools nor what only they need can get in. npm drops the entries that nothing
 * asks for any more.
 */
export async function writeProductManifests(folder: string): Promise<void> {
  const { name, version, license } = await readJson<Manifest>('package.json');
  const lock = await readJson<LockFile>('package-lock.json');
  const workspaces = productWorkspaces();
  const manifest = { name, version, license, private: true, type: 'module', workspaces };
  for (const [path, entry] of Object.entries(lock.packages)) {
    const folderOfWorkspace = entry.link === true ? entry.resolved : path;
    const isWorkspace = folderOfWorkspace !== undefined && /^(libs|services|deploy)\/[^/]+$/.test(folderOfWorkspace);
    if (isWorkspace && !workspaces.includes(folderOfWorkspace)) delete lock.packages[path];
  }
  lock.packages[''] = { name, version, license, workspaces };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFile(join(folder, 'package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`);
}
