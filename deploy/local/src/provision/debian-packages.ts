import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, runTool } from '../tools/run-tool.ts';

/** Direct dependencies in what `apt-cache depends <package>` prints; providers of a virtual package, indented below it, are left out. */
export const parseDepends = (text: string): string[] =>
  text.split('\n').flatMap((line) => {
    const name = /^ {1,2}\|?Depends: ([a-z0-9.+-]+)/.exec(line)?.[1];
    return name === undefined ? [] : [name];
  });

const isInstalled = async (name: string): Promise<boolean> =>
  (await runTool('dpkg-query', ['-W', '-f', '${Status}', name])).stdout.endsWith('install ok installed');

/** The package and the shared-library packages it needs that this machine lacks, found through those that it lacks. */
async function missingPackages(root: string): Promise<string[]> {
  const missing = [root];
  for (const name of missing) {
    const libraries = parseDepends((await mustRun('apt-cache', ['depends', name])).stdout).filter((one) =>
      one.startsWith('lib'),
    );
    for (const library of libraries) {
      if (!missing.includes(library) && !(await isInstalled(library))) missing.push(library);
    }
  }
  return missing;
}

/** Unpacks a Debian package and the libraries it lacks into `dir`. Nothing is installed and no script of a package runs. */
export async function unpackDebian(root: string, dir: string): Promise<void> {
  const names = await missingPackages(root);
  const download = await runTool('apt-get', ['download', ...names], { cwd: dir });
  if (download.code !== 0) {
    throw new Error(
      `apt-get download ${names.join(' ')} failed (apt-get update may help):\n${download.stderr.slice(-1000)}`,
    );
  }
  for (const file of readdirSync(dir).filter((name) => name.endsWith('.deb')))
    await mustRun('dpkg', ['-x', join(dir, file), dir]);
}
