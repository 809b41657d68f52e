import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Part, PartContext, PartName } from './parts/part.ts';
import { GuardedProcess } from './process/guarded-process.ts';
import { logTail } from './process/log-tail.ts';
import { assertPortsFree } from './ports.ts';
import { withProgress } from './progress.ts';

/** A cold machine under load starts a JVM in tens of seconds; beyond this something is wrong. */
const READY_TIMEOUT_MS = 180_000;
const RELEASE_TIMEOUT_MS = 15_000;
const POLL_MS = 50;
const DEADLY: readonly NodeJS.Signals[] = ['SIGKILL', 'SIGTERM', 'SIGINT'];

/** Told when a part that served ended without being asked to. */
export type OnUnexpectedEnd = (part: PartName, how: string, logFile: string) => void;

type SupervisedContext = Omit<PartContext, 'dataDir'> & {
  readonly dir: string;
  readonly onUnexpectedEnd: OnUnexpectedEnd;
};

/** A part with its process: starts it, knows when it serves, ends it. */
export class SupervisedPart {
  readonly part: Part;
  readonly logFile: string;
  readonly #context: PartContext;
  readonly #onUnexpectedEnd: OnUnexpectedEnd;
  #process: GuardedProcess | undefined;
  /** True while somebody here has asked the process to end. */
  #ending = false;

  constructor(part: Part, context: SupervisedContext) {
    this.part = part;
    this.logFile = join(context.dir, 'log', `${part.name}.log`);
    this.#onUnexpectedEnd = context.onUnexpectedEnd;
    this.#context = { ...context, dataDir: join(context.dir, part.name) };
  }

  get running(): boolean {
    return this.#process?.running ?? false;
  }

  /** Resolves once the part serves. Rejects with the end of its log when it ends instead. */
  async start(): Promise<void> {
    if (this.running) throw new Error(`${this.part.name} is running already`);
    const command = await this.part.prepare(this.#context);
    await this.#untilPortsFree();
    await withProgress(this.part.name, 'starting', this.#context.onProgress, async () => {
      const child = GuardedProcess.start(command, this.logFile);
      this.#process = child;
      await this.#untilReady(child);
      this.#ending = false;
      void child.exited.then((how) => {
        if (!this.#ending && this.#process === child) this.#onUnexpectedEnd(this.part.name, how, this.logFile);
      });
    });
  }

  async stop(): Promise<void> {
    this.#ending = true;
    await this.#process?.stop(this.part.stopDeadlineMs);
  }

  /** Sends a signal and, for the deadly ones, waits for the end. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    const deadly = DEADLY.includes(signal);
    this.#ending ||= deadly;
    if (!child?.signal(signal)) throw new Error(`${this.part.name} is not running`);
    if (deadly) await child.exited;
  }

  /** After a kill the guard is gone a moment before the kernel has taken down the part and its sockets. */
  async #untilPortsFree(): Promise<void> {
    const deadline = performance.now() + (this.#process ? RELEASE_TIMEOUT_MS : 0);
    for (;;) {
      try {
        return await assertPortsFree(this.#context.ports, this.part.ports);
      } catch (error) {
        if (performance.now() >= deadline) throw error;
      }
      await delay(POLL_MS);
    }
  }

  async #untilReady(child: GuardedProcess): Promise<void> {
    const deadline = performance.now() + READY_TIMEOUT_MS;
    let last = '';
    while (performance.now() < deadline) {
      if (!child.running) {
        throw new Error(
          `${this.part.name} ended before it served (${await child.exited}); ${this.logFile} says:\n${logTail(this.logFile)}`,
        );
      }
      try {
        if (await this.part.ready(this.#context)) return;
        last = 'it answers, but not as a ready part does';
      } catch (error) {
        last = String(error); // refused while it starts: kept for the message should it never come
      }
      await delay(POLL_MS);
    }
    await child.stop(this.part.stopDeadlineMs);
    throw new Error(
      `${this.part.name} did not serve within ${READY_TIMEOUT_MS / 1000} s (${last}); ${this.logFile} says:\n${logTail(this.logFile)}`,
    );
  }
}
