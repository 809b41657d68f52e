import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { waitFor } from '@millrace/testing';

export interface ContainerOptions {
  /** Folder that looks like the image's root: `runtime/node` and `app/`. */
  readonly image: string;
  /** Program and what stands before it, as a container's `args`. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const READY_MS = 120_000;
const OUTPUT_LIMIT = 20_000;

/** Nothing outlives the process that rehearses. */
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** A process that is to a container what this machine allows: the image's files and the chart's environment, and nothing else. */
export class Container {
  readonly #options: ContainerOptions;
  #child: ChildProcess | undefined;
  #output = '';
  #asked = false;
  #exited: Promise<number | null> = Promise.resolve(null);
  /** Whether it ended without being asked to. */
  crashed = false;

  constructor(options: ContainerOptions) {
    this.#options = options;
  }

  get output(): string {
    return this.#output;
  }

  start(): void {
    const { image, args, env } = this.#options;
    const child = spawn(join(image, 'runtime/node'), args, { cwd: join(image, 'app'), env, stdio: 'pipe' });
    const take = (chunk: Buffer): void => void (this.#output = (this.#output + chunk.toString()).slice(-OUTPUT_LIMIT));
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    this.#child = child;
    running.add(child);
    this.#exited = new Promise((resolve) =>
      child.once('exit', (code) => {
        running.delete(child);
        this.crashed = !this.#asked && code !== 0;
        resolve(code);
      }),
    );
  }

  /** Runs to the end, as a job does. @throws Error with what it said when it fails */
  async complete(): Promise<void> {
    this.start();
    const code = await this.#exited;
    if (code !== 0) throw new Error(`${this.#options.args.join(' ')} ended with ${code}:\n${this.#output}`);
  }

  /** Resolves when the readiness probe's question is answered with yes. */
  async ready(url: string): Promise<void> {
    const answers = async (): Promise<boolean> => {
      if (this.crashed) return true;
      return (await fetch(`${url}/health/ready`)).ok;
    };
    const what = `${this.#options.args.join(' ')} to be ready`;
    await waitFor(answers, { timeoutMs: READY_MS, intervalMs: 100, describe: what }).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${this.#output}`);
    });
    if (this.crashed) throw new Error(`${what}: it ended\n${this.#output}`);
  }

  /** What a kubelet does: SIGTERM, and SIGKILL after the grace period. Answers the exit code. */
  async stop(graceSeconds: number): Promise<number | null> {
    this.#asked = true;
    this.#child?.kill('SIGTERM');
    const timer = setTimeout(() => this.#child?.kill('SIGKILL'), graceSeconds * 1_000);
    const code = await this.#exited;
    clearTimeout(timer);
    return code;
  }
}
