import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { packageDir } from '../paths.ts';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** How much it yields to other programs, 0 (not at all, the default) to 19. */
  readonly niceness?: number;
  /** Told once how the program ended: its exit code (`code 0`) or a signal's name. */
  readonly onEnd?: (how: string) => void;
}

/** A program in a process group of its own that writes to a log file and can't outlive this process. */
export class GuardedProcess {
  readonly #child: ChildProcess;
  /** Resolves with the exit code, or the signal's name, once the program has ended. */
  readonly exited: Promise<string>;
  #ended = false;

  private constructor(child: ChildProcess, onEnd: (how: string) => void) {
    this.#child = child;
    this.exited = new Promise((resolve) => {
      const end = (how: string) => {
        this.#ended = true;
        onEnd(how);
        resolve(how);
      };
      child.once('error', (error) => end(error.message));
      child.once('exit', (code, signal) => end(signal ?? `code ${code}`));
    });
  }

  static start(command: Command, logFile: string): GuardedProcess {
    mkdirSync(dirname(logFile), { recursive: true });
    const log = openSync(logFile, 'a');
    try {
      const child = spawn('/bin/sh', [join(packageDir, 'guard.sh'), command.file, ...command.args], {
        cwd: command.cwd,
        env: { ...process.env, ...command.env },
        stdio: ['pipe', log, log],
        detached: true, // a group of its own: Ctrl-C reaches only the supervisor, and one kill reaches the whole group
      });
      // The program inherits it: its guard has not started it yet.
      if (command.niceness !== undefined && child.pid !== undefined) setPriority(child.pid, command.niceness);
      return new GuardedProcess(child, command.onEnd ?? (() => {}));
    } finally {
      closeSync(log);
    }
  }

  /** Of the guard; the program is its child. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  get running(): boolean {
    return !this.#ended;
  }

  /** Signals guard and program together; false when they are gone already. */
  signal(signal: NodeJS.Signals): boolean {
    if (this.#ended || this.#child.pid === undefined) return false;
    try {
      return process.kill(-this.#child.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
      throw error;
    }
  }

  /** TERM, then KILL when it has not ended within `deadlineMs`. Resolves with how it ended. */
  async stop(deadlineMs: number): Promise<string> {
    this.signal('SIGTERM');
    const timer = setTimeout(() => this.signal('SIGKILL'), deadlineMs);
    try {
      return await this.exited;
    } finally {
      clearTimeout(timer);
    }
  }
}
