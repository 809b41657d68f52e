import { join } from 'node:path';
import { repositoryRoot } from '../paths.ts';
import { GuardedProcess } from '../process/guarded-process.ts';

export interface ServiceOptions {
  readonly name: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Told when the process ended without being asked to. */
  readonly onUnexpectedExit: (message: string) => void;
}

const READY_TIMEOUT_MS = 240_000;
const STOP_TIMEOUT_MS = 25_000;
const POLL_MS = 100;

/** One of the five services as a process of its own, started from its build as a container would start it. */
export class ServiceProcess {
  readonly name: string;
  readonly url: string;
  readonly #options: ServiceOptions;
  #process: GuardedProcess | undefined;
  #stopping = false;

  constructor(options: ServiceOptions) {
    this.name = options.name;
    this.url = `http://127.0.0.1:${options.port}`;
    this.#options = options;
  }

  /** Of the process that guards the service, which is its child; undefined before it was started. */
  get guardPid(): number | undefined {
    return this.#process?.pid;
  }

  /** Starts the process; it is usable when `ready()` resolves. */
  start(): void {
    const { name, port, env, logFile, onUnexpectedExit } = this.#options;
    const cwd = repositoryRoot();
    const main = join(cwd, 'services', name, 'dist', 'main.js');
    this.#stopping = false;
    const started = GuardedProcess.start(
      { file: process.execPath, args: [main], cwd, env: { ...env, HTTP_PORT: String(port) } },
      logFile,
    );
    this.#process = started;
    void started.exited.then((how) => {
      if (!this.#stopping && this.#process === started)
        onUnexpectedExit(`${name} ended (${how}); its log is ${logFile}`);
    });
  }

  /** Resolves when `/health/ready` answers 200. @throws Error with what is not ready, after 240 s or when the process ended. */
  async ready(): Promise<void> {
    const deadline = Date.now() + READY_TIMEOUT_MS;
    let last = 'no answer yet';
    while (Date.now() < deadline) {
      if (!this.#process?.running)
        throw new Error(`${this.name} ended before it was ready; its log is ${this.#options.logFile}`);
      try {
        const response = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
        last = await response.text();
        if (response.ok) return;
      } catch (error) {
        last = String(error);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    throw new Error(
      `${this.name} is not ready after ${READY_TIMEOUT_MS / 1000} s: ${last}; its log is ${this.#options.logFile}`,
    );
  }

  get running(): boolean {
    return this.#process?.running ?? false;
  }

  /** Sends the process a signal that does not end it (SIGSTOP, SIGCONT); false when it is gone. */
  signal(signal: NodeJS.Signals): boolean {
    return this.#process?.signal(signal) ?? false;
  }

  /** Ends the process at once, as a power cut would, and waits until it is gone. */
  async kill(): Promise<void> {
    this.#stopping = true;
    this.#process?.signal('SIGKILL');
    await this.#process?.exited;
  }

  /** Asks the process to finish its work and end; ends it after a deadline. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#process?.stop(STOP_TIMEOUT_MS);
  }
}
