import { spawnSync } from 'node:child_process';
import { mkdirSync, statfsSync } from 'node:fs';

const SIZE = '8g';
const ROOM_BYTES = 512 * 1024;

/** A file system in memory of its own that can be full. */
export class Disk {
  readonly dir: string;

  private constructor(dir: string) {
    this.dir = dir;
  }

  /** Mounts it at the folder; undefined when this process may not mount. */
  static mount(dir: string): Disk | undefined {
    mkdirSync(dir, { recursive: true });
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'millrace-chaos', dir]).status === 0;
    return mounted ? new Disk(dir) : undefined;
  }

  /** Leaves next to no room. */
  fill(): void {
    const { blocks, bfree, bsize } = statfsSync(this.dir);
    this.#resize(String((blocks - bfree) * bsize + ROOM_BYTES));
  }

  /** Somebody has made room. */
  empty(): void {
    this.#resize(SIZE);
  }

  unmount(): void {
    run('umount', ['--lazy', this.dir]); // a process that was killed may not be gone yet
  }

  #resize(size: string): void {
    run('mount', ['-o', `remount,size=${size}`, this.dir]);
  }
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr.toString().trim()}`);
}
