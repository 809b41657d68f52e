import type { SendOutcome } from '../produce/sequenced-producer.ts';

/** Records that were handed over together and are answered together. */
export class Delivery {
  /** When they came, milliseconds of `performance.now()`. */
  readonly since: number;
  /** The offset of each record, once every one of them is settled; or the first failure of any. */
  readonly done: Promise<readonly number[]>;
  readonly #offsets: number[];
  #open: number;
  #failure: Error | undefined;
  #resolve!: (offsets: readonly number[]) => void;
  #reject!: (error: Error) => void;

  constructor(records: number, since: number) {
    this.since = since;
    this.#offsets = new Array<number>(records).fill(-1);
    this.#open = records;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (records === 0) this.#resolve([]);
  }

  settle(index: number, outcome: SendOutcome): void {
    if (typeof outcome === 'number') this.#offsets[index] = outcome;
    else this.#failure ??= outcome;
    this.#open -= 1;
    if (this.#open > 0) return;
    if (this.#failure === undefined) this.#resolve(this.#offsets);
    else this.#reject(this.#failure);
  }
}
