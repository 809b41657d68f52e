import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { repositoryRoot } from '@millrace/local-stack';

/** The built service as a process of its own. */
export class BenchedService {
  readonly #child: ChildProcess;
  readonly #url: string;
  #exit: string | undefined;

  constructor(env: Readonly<Record<string, string>>, port: number) {
    const main = join(repositoryRoot(), 'services', 'enrichment', 'dist', 'main.js');
    this.#url = `http://127.0.0.1:${port}`;
    this.#child = spawn(process.execPath, [main], {
      env: { ...process.env, ...env, HTTP_PORT: String(port) },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    this.#child.on('exit', (code, signal) => (this.#exit = `code ${code}, signal ${signal}`));
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the service did not start');
    return this.#child.pid;
  }

  /** The sum of a counter over its labels; 0 while the service does not answer yet. */
  async counter(name: string, labels: string): Promise<number> {
    if (this.#exit !== undefined) throw new Error(`the service ended: ${this.#exit}`);
    const answer = await fetch(`${this.#url}/metrics`).catch(() => undefined);
    const text = (await answer?.text()) ?? '';
    const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) && line.includes(labels));
    return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  }

  /** Looks every quarter of a second (looking costs the service CPU) until the counter is at least `wanted`; gives what it is then. */
  async reaches(name: string, labels: string, wanted: number): Promise<number> {
    for (;;) {
      const value = await this.counter(name, labels);
      if (value >= wanted) return value;
      await delay(250);
    }
  }

  async stop(): Promise<void> {
    if (this.#exit !== undefined) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    await ended;
  }
}
