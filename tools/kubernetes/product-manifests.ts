import { readFile } from 'node:fs/promises';
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

const text = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * The `package.json` files and the lock file of a repository that has the shipping workspaces only, by their paths: every version and
 * checksum is the committed lock file's, and neither development tools nor what only they need can get in. npm drops the entries that
 * nothing asks for any more.
 */
export async function productManifests(): Promise<ReadonlyMap<string, string>> {
  const { name, version, license } = await readJson<Manifest>('package.json');
  const lock = await readJson<LockFile>('package-lock.json');
  const workspaces = productWorkspaces();
  for (const [path, entry] of Object.entries(lock.packages)) {
    const folderOfWorkspace = entry.link === true ? entry.resolved : path;
    const isWorkspace = folderOfWorkspace !== undefined && /^(libs|services|deploy)\/[^/]+$/.test(folderOfWorkspace);
    if (isWorkspace && !workspaces.includes(folderOfWorkspace)) delete lock.packages[path];
  }
  lock.packages[''] = { name, version, license, workspaces };
  const manifests = new Map([
    ['package.json', text({ name, version, license, private: true, type: 'module', workspaces })],
    ['package-lock.json', text(lock)],
  ]);
  for (const workspace of workspaces)
    manifests.set(`${workspace}/package.json`, await readFile(join(root, workspace, 'package.json'), 'utf8'));
  return manifests;
}
