import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { waitFor } from '@millrace/testing';
import { cpuSeconds, residentBytes } from './process-usage.ts';

export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly logFile: string;
}

/** What an interrupted bench must not leave behind. Only the parts of the stack have a guard that ends them with us. */
const living = new Set<ChildProcess>();
process.once('exit', () => living.forEach((child) => child.kill('SIGKILL')));

/** A program under measurement, and nothing between it and us whose CPU would be counted. */
export class BenchedProcess {
  readonly #child: ChildProcess;
  readonly #logFile: string;
  readonly #ended: Promise<void>;

  constructor({ file, args, env, logFile }: Program) {
    const log = openSync(logFile, 'a');
    this.#child = spawn(file, args, { env: { ...process.env, ...env }, stdio: ['ignore', log, log] });
    closeSync(log);
    this.#logFile = logFile;
    living.add(this.#child);
    this.#ended = new Promise<void>((resolve) => {
      this.#child.once('exit', () => resolve());
      this.#child.once('error', () => resolve());
    }).then(() => void living.delete(this.#child));
  }

  /** Resolves when the condition holds. @throws Error with the end of the log when the program ends first */
  async until(condition: () => Promise<boolean>, describe: string): Promise<void> {
    const held = async (): Promise<boolean> => {
      this.assertAlive();
      return condition().catch(() => false);
    };
    await waitFor(held, { timeoutMs: 300_000, intervalMs: 100, describe });
  }

  /** @throws Error with the end of the log when the program has ended */
  assertAlive(): void {
    const { exitCode, signalCode, pid, spawnfile } = this.#child;
    if (exitCode === null && signalCode === null && pid !== undefined) return;
    const log = readFileSync(this.#logFile, 'utf8').slice(-2_000);
    throw new Error(`${spawnfile} ended with ${exitCode ?? signalCode}:\n${log}`);
  }

  cpuSeconds(): number {
    return cpuSeconds(this.#pid);
  }

  /** Bytes of memory that are in RAM (`VmRSS`). */
  residentBytes(): number {
    return residentBytes(this.#pid);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  get #pid(): number {
    if (this.#child.pid === undefined) throw new Error(`${this.#child.spawnfile} did not start`);
    return this.#child.pid;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#ended;
  }
}
