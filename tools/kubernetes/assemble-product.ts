import { existsSync } from 'node:fs';
import { cp, glob, mkdir, rm } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { root } from '../provision/folders.ts';
import { productWorkspaces } from './workspaces.ts';

const LEFT_OUT_FOLDERS = new Set(['node_modules', 'src', 'test', 'tests', 'bench', 'coverage', 'test-support']);
const LEFT_OUT_FILES = /(\.(spec|test|fixture)\.js(\.map)?|\.d\.ts(\.map)?|\.tsbuildinfo|^tsconfig\.json|\.md)$/;

/** A compiled file whose source is gone is left over from an earlier build. */
function isStale(workspace: string, file: string): boolean {
  const [top, ...rest] = file.split(sep);
  if (top !== 'dist' || !/\.js(\.map)?$/.test(file)) return false;
  return !existsSync(join(root, workspace, 'src', rest.join(sep).replace(/\.js(\.map)?$/, '.ts')));
}

/** Copies what the compiled services and libraries need at run time (code, migrations, pages) into `folder`. */
export async function assembleProduct(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const workspace of productWorkspaces()) {
    const from = join(root, workspace);
    if (!existsSync(join(from, 'dist'))) throw new Error(`${workspace} is not compiled: npm run build`);
    for await (const entry of glob('**/*', {
      cwd: from,
      withFileTypes: true,
      exclude: (e) => LEFT_OUT_FOLDERS.has(e.name),
    })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const file = path.slice(from.length + 1);
      if (LEFT_OUT_FILES.test(entry.name) || isStale(workspace, file)) continue;
      const target = join(folder, workspace, file);
      await mkdir(dirname(target), { recursive: true });
      await cp(path, target);
    }
  }
}
