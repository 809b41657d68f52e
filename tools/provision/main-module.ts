import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** True in the file that `node` was started with, false where it's imported. */
export function isMain(moduleUrl: string): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(moduleUrl);
}
