import { join } from 'node:path';
import { repositoryRoot } from '../paths.ts';
import { mustRun } from '../tools/run-tool.ts';
import { SERVICE_NAMES } from './service-environment.ts';

/**
 * Compiles what has changed since the last build, so that the services that start are the sources that are there. Without the
 * type check, which takes five times as long and is `npm test`'s and `npm run build`'s matter.
 */
export async function buildServices(): Promise<void> {
  const root = repositoryRoot();
  await mustRun(
    process.execPath,
    [
      join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
      '-b',
      '--noCheck',
      ...SERVICE_NAMES.map((name) => `services/${name}`),
    ],
    {
      cwd: root,
    },
  );
}
