import type { Consumer } from 'kafkajs';

const CHECK_MS = 10_000;
const STALLED_MS = 5 * 60_000;

/**
 * A dead man's handle: a kafkajs consumer can stop fetching with no event and no rejection. Every sign of life resets the
 * clock; five minutes without one is fatal, so that the process is replaced instead of standing there healthy and idle.
 */
export class Liveness {
  readonly #onStalled: (error: Error) => void;
  #last = performance.now();
  #timer: NodeJS.Timeout | undefined;

  constructor(onStalled: (error: Error) => void) {
    this.#onStalled = onStalled;
  }

  /** Counts what the consumer does as signs of life. */
  watch(consumer: Consumer): void {
    const { events } = consumer;
    for (const event of [
      events.FETCH_START,
      events.FETCH,
      events.HEARTBEAT,
      events.GROUP_JOIN,
      events.CRASH,
    ] as const) {
      consumer.on(event as typeof events.FETCH, () => this.beat());
    }
  }

  beat(): void {
    this.#last = performance.now();
  }

  start(): void {
    this.beat();
    this.#timer ??= setInterval(() => {
      const silent = performance.now() - this.#last;
      if (silent < STALLED_MS) return;
      this.stop();
      this.#onStalled(new Error(`the consumer gave no sign of life for ${Math.round(silent / 1_000)} s`));
    }, CHECK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
