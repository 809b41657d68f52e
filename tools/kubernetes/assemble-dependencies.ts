import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { productManifests } from './product-manifests.ts';

const run = promisify(execFile);

/** What packages ship for people and compilers; licences stay. */
const NOT_NEEDED_TO_RUN = /\.(d\.[cm]?ts|map|md|markdown)$/;
const LICENCE = /licen[cs]e/i;

/** Changes when what is done below changes, so that nothing assembled by an older version is taken for current. */
const RECIPE = 1;

function fingerprint(manifests: ReadonlyMap<string, string>): string {
  return createHash('sha256')
    .update(JSON.stringify([RECIPE, ...manifests]))
    .digest('hex');
}

/**
 * `node_modules` of the product in `folder`: exactly what the lock file says for the services and their libraries, without
 * development dependencies, install scripts, or anything of the workspaces that don't ship (local stack, test library).
 * None of it is compiled for a processor (a test watches that), so it serves every platform. What is there and current stays.
 */
export async function assembleDependencies(folder: string): Promise<void> {
  const manifests = await productManifests();
  const wanted = fingerprint(manifests);
  const noteOfWhatIsThere = `${folder}.sha256`;
  if (existsSync(noteOfWhatIsThere) && (await readFile(noteOfWhatIsThere, 'utf8')) === wanted) return;
  await rm(noteOfWhatIsThere, { force: true });
  await rm(folder, { recursive: true, force: true });
  for (const [path, content] of manifests) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  await run('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--no-bin-links'], {
    cwd: folder,
    maxBuffer: 16 * 1024 * 1024,
  });
  // Only third-party code is here yet: the workspaces are but their package.json.
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && NOT_NEEDED_TO_RUN.test(entry.name) && !LICENCE.test(entry.name))
      await rm(join(entry.parentPath, entry.name));
  await writeFile(noteOfWhatIsThere, wanted);
}
