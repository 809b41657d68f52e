import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks no sooner than some time after the last answer that brought something: under load each answer then brings more, which is what makes
 * work in batches cheap. What comes after a pause does not wait at all.
 */
export class Pace {
  readonly #everyMs: number;
  #broughtAt = -Infinity;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  /** An answer has brought something. */
  brought(): void {
    this.#broughtAt = performance.now();
  }

  /** Resolves when it is time to ask. */
  async wait(): Promise<void> {
    const left = this.#broughtAt + this.#everyMs - performance.now();
    if (left > 0) await sleep(left);
  }
}
