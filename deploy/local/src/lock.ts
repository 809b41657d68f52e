import { readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Process id in a lock file; undefined when there is no file, or what is in it is no process id. */
function holder(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Takes `dir/lock` for this process; throws when a living process has it. A lock left by a dead one is taken over. */
export async function lockDir(dir: string): Promise<() => void> {
  await mkdir(dir, { recursive: true });
  const file = join(dir, 'lock');
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => unlinkSync(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const pid = holder(file);
    if (pid !== undefined && isAlive(pid)) {
      throw new Error(
        `a stack is already running in ${dir} (process ${pid}); stop it, or start this one in another folder`,
      );
    }
    unlinkSync(file);
  }
}
