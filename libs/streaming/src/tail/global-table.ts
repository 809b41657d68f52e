import { Tail } from './tail.ts';
import type { TailOptions } from './tail-options.ts';

/**
 * A projection of whole topics in the memory of every instance: reads all partitions from the beginning, without a group and
 * without committing, and goes on following. Topics are read side by side: order holds within a partition only.
 */
export class GlobalTable {
  readonly #tail: Tail;

  constructor(options: TailOptions) {
    this.#tail = new Tail(options, 'first');
  }

  /** Resolves when everything that was in the topics at the start has been applied. */
  start(): Promise<void> {
    return this.#tail.start();
  }

  /** Records not applied yet. */
  get lag(): number {
    return this.#tail.lag;
  }

  /** `true`, or why the table is not up to date; for the readiness check. */
  health(): true | string {
    return this.#tail.health();
  }

  stop(): Promise<void> {
    return this.#tail.stop();
  }
}
