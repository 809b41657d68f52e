import type { Cursors } from '../group/cursors.ts';
import { toError } from '../kafka/errors.ts';
import type { Tick } from '../types.ts';
import { Failures } from './failures.ts';
import type { StreamEnv } from './stream-env.ts';
import { TaskSlot } from './task-slot.ts';
import type { Task } from './task.ts';

export interface TaskSlotsOptions {
  readonly env: StreamEnv;
  /** Where the consumer goes on reading; set to the committed positions of a task that is opened. */
  readonly cursors: Cursors;
  /** Aborted when nothing new is to be begun. */
  readonly stopping: AbortSignal;
  /** Aborted when what is in hand is given up. */
  readonly deadline: AbortSignal;
  onFatal(error: Error): void;
}

/** The tasks of the partitions that are this member's: opened when they are assigned, and what is done with them between batches. */
export class TaskSlots {
  readonly #options: TaskSlotsOptions;
  readonly #slots = new Map<number, TaskSlot>();

  constructor(options: TaskSlotsOptions) {
    this.#options = options;
  }

  get(partition: number): TaskSlot | undefined {
    return this.#slots.get(partition);
  }

  /** Partitions whose task is not open. */
  get closed(): number[] {
    return [...this.#slots.values()].filter(({ isOpen }) => !isOpen).map(({ partition }) => partition);
  }

  /** Takes over an assignment and tells which partitions have gone. When we were `evicted`, nothing that was ours still is. */
  assign(partitions: readonly number[], evicted: boolean): number[] {
    const { env, cursors } = this.#options;
    const gone: number[] = [];
    for (const [partition, slot] of this.#slots) {
      if (!evicted && partitions.includes(partition)) continue;
      this.#slots.delete(partition);
      gone.push(partition);
      for (const topic of env.spec.topics) cursors.delete(topic, partition);
      void slot.release();
    }
    for (const partition of partitions) {
      if (this.#slots.has(partition)) continue;
      const slot = new TaskSlot(env, partition);
      this.#slots.set(partition, slot);
      // At once, not at the first record: an abandoned transaction of the old owner holds back everybody's readers.
      void this.#openSoon(slot);
    }
    return gone;
  }

  /** The task of a slot, opened if need be. Within `exclusively` only. */
  open(slot: TaskSlot): Promise<Task> {
    const { stopping, cursors } = this.#options;
    return slot.task(stopping, (task) => {
      for (const [topic, offset] of task.positions) cursors.set(topic, task.partition, offset);
    });
  }

  tick({ handler }: Tick): void {
    for (const slot of this.#slots.values()) void this.#between(slot, 'tick', (task, over) => task.tick(handler, over));
  }

  /** Commits the positions of tasks that have no work in hand. */
  async catchUp(): Promise<void> {
    const behind = [...this.#slots.values()].filter(({ opened }) => opened?.isAhead === true);
    await Promise.all(behind.map((slot) => this.#between(slot, 'position', (task, over) => task.catchUp(over))));
  }

  /** Has written what is to be written last, and ends all tasks. */
  async finish(): Promise<void> {
    await Promise.all([...this.#slots.values()].map((slot) => this.#lastWords(slot)));
    await Promise.all([...this.#slots.values()].map((slot) => slot.release()));
  }

  /** Forgets all tasks, whatever they are doing. */
  async drop(): Promise<void> {
    await Promise.all([...this.#slots.values()].map((slot) => slot.drop()));
  }

  /** Tries until the task is open: a partition without records brings no batch that would open it. */
  async #openSoon(slot: TaskSlot): Promise<void> {
    const { env, stopping, onFatal } = this.#options;
    const ends = AbortSignal.any([slot.lost, stopping]);
    const failures = new Failures(env.patience);
    while (!ends.aborted && !slot.isOpen) {
      try {
        await slot.exclusively(() => this.open(slot));
      } catch (err) {
        if (ends.aborted) return;
        const about = { err, stream: env.spec.stream, partition: slot.partition };
        env.logger.warn(about, 'opening a task failed; it is tried again');
        if (failures.add(false, performance.now())) return onFatal(toError(err));
        await failures.pause(ends);
      }
    }
  }

  /** A slot with work in hand is left alone: the work sees the time, too. */
  async #between(slot: TaskSlot, what: string, work: (task: Task, over: AbortSignal) => Promise<void>): Promise<void> {
    if (slot.isBusy || !slot.isOpen) return;
    const { env, deadline } = this.#options;
    const over = AbortSignal.any([slot.lost, deadline]);
    await slot.exclusively(async () => {
      if (slot.opened === undefined || over.aborted) return;
      try {
        await work(slot.opened, over);
      } catch (err) {
        const about = { err, stream: env.spec.stream, partition: slot.partition, what };
        env.logger.warn(about, 'the task starts over');
        await slot.drop();
        void this.#openSoon(slot);
      }
    });
  }

  /** Nothing depends on them: whoever has the partition by now refuses them, and goes by what is committed. */
  async #lastWords(slot: TaskSlot): Promise<void> {
    const { env, deadline } = this.#options;
    const { beforeStop, stream } = env.spec;
    if (beforeStop === undefined) return;
    await slot.exclusively(async () => {
      try {
        await slot.opened?.lastWords((context) => beforeStop(context), deadline);
      } catch (err) {
        env.logger.info({ err, stream, partition: slot.partition }, 'what was to be written last is not');
      }
    });
  }
}
