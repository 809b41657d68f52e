import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { repositoryRoot } from '@millrace/local-stack';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK']).toString());

/** What is measured: the built service, or another program that speaks its front door. */
export class IngestionProcess {
  readonly url: string;
  readonly #child: ChildProcess;

  constructor(program: string, env: Readonly<Record<string, string>>, port: number) {
    this.url = `http://127.0.0.1:${port}`;
    this.#child = spawn(process.execPath, [join(repositoryRoot(), 'services/ingestion', program)], {
      env: { ...process.env, ...env, HTTP_PORT: String(port) },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  }

  async ready(): Promise<void> {
    for (;;) {
      if (this.#child.exitCode !== null) throw new Error(`the service ended with ${this.#child.exitCode}`);
      const answer = await fetch(`${this.url}/health/ready`).catch(() => undefined);
      if (answer?.ok === true) return;
      await delay(100);
    }
  }

  /** CPU seconds used until now, user and system, all threads (`proc(5)`, stat fields 14 and 15). */
  cpuSeconds(): number {
    const stat = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  }

  /** Readings accepted so far by a protocol. */
  async accepted(protocol: string): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const line = new RegExp(
      `^millrace_ingest_readings_total\\{protocol="${protocol}",outcome="accepted"\\} (\\d+)`,
      'm',
    );
    return Number(line.exec(text)?.[1] ?? 0);
  }

  /** Exit code after SIGTERM. */
  async stop(): Promise<number | null> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    await ended;
    return this.#child.exitCode;
  }
}
