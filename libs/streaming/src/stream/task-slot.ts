import { Mutex } from '../mutex.ts';
import { openTask } from './open-task.ts';
import { Opening } from './opening.ts';
import type { StreamEnv } from './stream-env.ts';
import type { Task } from './task.ts';

/** The place of a partition number's task while the partition is ours: at most one task, one piece of work at a time. */
export class TaskSlot {
  readonly partition: number;
  readonly #env: StreamEnv;
  readonly #mutex = new Mutex();
  readonly #lost = new AbortController();
  #task: Task | undefined;

  constructor(env: StreamEnv, partition: number) {
    this.#env = env;
    this.partition = partition;
  }

  /** Aborted when the partition is not ours any more. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  get isOpen(): boolean {
    return this.#task !== undefined;
  }

  /** The task if there is one. Within `exclusively` only. */
  get opened(): Task | undefined {
    return this.#task;
  }

  /** Whether work is going on or waiting. */
  get isBusy(): boolean {
    return this.#mutex.isBusy;
  }

  /** Batches of two topics with the same partition number come at the same time; the task does one after the other. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return this.#mutex.run(work);
  }

  /** The task, made anew from committed state if there is none. Within `exclusively` only. */
  async task(stopping: AbortSignal, onOpened: (task: Task) => void): Promise<Task> {
    if (this.#task !== undefined) return this.#task;
    const started = performance.now();
    const task = await this.#openTask(stopping);
    this.#task = task;
    onOpened(task);
    const took = Math.round(performance.now() - started);
    const { stream } = this.#env.spec;
    this.#env.logger.info(
      { stream, partition: this.partition, positions: Object.fromEntries(task.positions), took },
      'task opened',
    );
    return task;
  }

  async #openTask(stopping: AbortSignal): Promise<Task> {
    const [opening, givenUp] = [new Opening(), new AbortController()];
    const ends = AbortSignal.any([this.lost, stopping, givenUp.signal]);
    const task = openTask(this.#env, this.partition, ends, opening);
    try {
      return await opening.watch(task, this.#env.patience.openingMs);
    } catch (error) {
      givenUp.abort();
      // Should it come to an end after all, nobody needs it.
      void task.then((late) => late.close()).catch(() => undefined);
      throw error;
    }
  }

  /** Forgets the task and everything it holds in memory. Within `exclusively` only. */
  async drop(): Promise<void> {
    const task = this.#task;
    this.#task = undefined;
    try {
      await task?.close();
    } catch (err) {
      this.#env.logger.debug({ err }, 'closing a dropped producer failed');
    }
  }

  /** The partition went to somebody else: ends what is going on and drops the task. */
  async release(): Promise<void> {
    this.#lost.abort();
    await this.exclusively(() => this.drop());
  }
}
