import { Tail } from './tail.ts';
import type { TailOptions } from './tail-options.ts';

/** Hears every committed record that is written after `start` has resolved; for live views. Keeps no position. */
export class TopicTail {
  readonly #tail: Tail;

  constructor(options: TailOptions) {
    this.#tail = new Tail(options, 'latest');
  }

  /** Resolves when the tail stands at the end of its topics. */
  start(): Promise<void> {
    return this.#tail.start();
  }

  /** `true`, or why nothing is heard. */
  health(): true | string {
    return this.#tail.health();
  }

  stop(): Promise<void> {
    return this.#tail.stop();
  }
}
