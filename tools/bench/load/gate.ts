/** Asks how much of what was let through is done. */
export type Done = () => Promise<number>;

const LOOK_EVERY_MS = 250;

/** Lets work through as fast as it gets done, and never more than some ahead of that: the load's own back-pressure. */
export class Gate {
  readonly #ahead: number;
  readonly #permit: number;
  readonly #waiting: ((permitted: boolean) => void)[] = [];
  #let = 0;
  #done = 0;
  #looking: NodeJS.Timeout | undefined;

  /** Each permit is for `permit` more, given when what was let through is less than `ahead` before what is done. */
  constructor(ahead: number, permit: number, done: Done) {
    this.#ahead = ahead;
    this.#permit = permit;
    this.#look(done);
  }

  /** Whether to go on: `true` when there is room again, `false` once the gate is closed. */
  readonly pass = (): Promise<boolean> => {
    if (this.#looking === undefined) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#letThrough();
    });
  };

  /** Lets nothing through any more. */
  close(): void {
    clearTimeout(this.#looking);
    this.#looking = undefined;
    for (const resolve of this.#waiting.splice(0)) resolve(false);
  }

  #look(done: Done): void {
    this.#looking = setTimeout(async () => {
      // A look that failed is followed by another; what was done does not shrink meanwhile.
      this.#done = await done().catch(() => this.#done);
      if (this.#looking === undefined) return;
      this.#letThrough();
      this.#look(done);
    }, LOOK_EVERY_MS);
  }

  #letThrough(): void {
    while (this.#waiting.length > 0 && this.#let - this.#done < this.#ahead) {
      this.#let += this.#permit;
      this.#waiting.shift()?.(true);
    }
  }
}
