import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, mustRun, repositoryRoot } from '@millrace/local-stack/stack';

const DEFAULT_REQUIREMENTS = 'tools/python/requirements.txt';

/**
 * Path of a Python that has what `requirements` (a file; default tools/python/requirements.txt) lists. The virtual environment is
 * made once in `.millrace/venv`, named by the list and the Python's version, and kept. Needs python3 with its venv module, and
 * a package index that pip can reach the first time.
 */
export async function pythonVenv(requirements: string = join(repositoryRoot(), DEFAULT_REQUIREMENTS)): Promise<string> {
  const base = findProgram('python3');
  if (!base) throw new Error('python3 was not found; install it (Debian: apt-get install python3 python3-venv)');
  const { stdout: version } = await mustRun(base, ['--version']);
  const key = createHash('sha256').update(version).update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const parent = join(repositoryRoot(), '.millrace', 'venv');
  const link = join(parent, key);
  if (!existsSync(join(link, 'bin', 'python'))) await build(base, requirements, parent, link);
  return join(link, 'bin', 'python');
}

/** An environment knows its own path and can't be renamed, so a link to the finished one is what is put in place. */
async function build(base: string, requirements: string, parent: string, link: string): Promise<void> {
  mkdirSync(parent, { recursive: true });
  const dir = mkdtempSync(`${link}-`);
  try {
    await mustRun(base, ['-m', 'venv', dir]);
    await mustRun(join(dir, 'bin', 'python'), [
      '-m',
      'pip',
      'install',
      '-q',
      '--disable-pip-version-check',
      '-r',
      requirements,
    ]);
    rmSync(link, { force: true }); // a link to a folder that somebody deleted
    symlinkSync(dir, link);
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    if (existsSync(join(link, 'bin', 'python'))) return; // another process was first
    throw error;
  }
}
