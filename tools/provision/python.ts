import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root, workFolder } from './folders.ts';

const run = promisify(execFile);

/**
 * A folder with the commands of Python packages: a virtual environment at `.millrace/venv-<name>`, filled from
 * `tools/python/requirements-<name>.txt` and filled again when that file changes.
 * @throws Error when there is no Python 3 or the packages can't be had
 */
export async function provisionPython(name: string, report: (line: string) => void = () => {}): Promise<string> {
  const requirements = `${root}tools/python/requirements-${name}.txt`;
  const folder = workFolder(`venv-${name}`);
  const bin = join(folder, 'bin');
  const installed = join(folder, 'installed.txt');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === readFileSync(requirements, 'utf8')) return bin;
  report(`installing ${requirements} into ${folder}`);
  try {
    await run('python3', ['-m', 'venv', folder]);
    await run(join(bin, 'pip'), ['install', '--quiet', '--disable-pip-version-check', '--requirement', requirements]);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new Error(`could not install ${requirements}: ${detail}`, { cause: error });
  }
  copyFileSync(requirements, installed);
  return bin;
}
