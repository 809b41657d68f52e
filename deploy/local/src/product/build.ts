import { join } from 'node:path';
import { repositoryRoot } from '../paths.ts';
import { mustRun } from '../tools/run-tool.ts';

/** Compiles what has changed since the last build (`tsc -b`), so that the services that start are the sources that are there. */
export async function buildServices(): Promise<void> {
  const root = repositoryRoot();
  await mustRun(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b'], { cwd: root });
}
