/** A task is not opened, and nothing of it moves any more. */
export class OpeningStuck extends Error {
  readonly retriable = true;

  constructor(step: string, ms: number) {
    super(`opening the task stands still at "${step}" for ${ms} ms`);
    this.name = 'OpeningStuck';
  }
}

/** Where the opening of a task stands. It may take long, as a restore does, but it may not stand still. */
export class Opening {
  #step = 'begin';
  #moved = performance.now();

  /** Something was done: a step was reached, or records of it were read. */
  at(step: string): void {
    this.#step = step;
    this.#moved = performance.now();
  }

  /** The result of `work`; throws OpeningStuck when nothing has moved for `limitMs`, whatever becomes of the work then. */
  async watch<T>(work: Promise<T>, limitMs: number): Promise<T> {
    const stuck = Promise.withResolvers<never>();
    const timer = setInterval(() => {
      if (performance.now() - this.#moved >= limitMs) stuck.reject(new OpeningStuck(this.#step, limitMs));
    }, limitMs / 20);
    try {
      return await Promise.race([work, stuck.promise]);
    } finally {
      clearInterval(timer);
    }
  }
}
