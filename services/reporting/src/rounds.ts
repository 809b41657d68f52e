import type { Logger } from '@millrace/platform';
import { setTimeout as delay } from 'node:timers/promises';

/** What is done again and again as long as the service runs. */
export interface Round {
  /** For the log: what could not be done. */
  readonly what: string;
  readonly everyMs: number;
  readonly logger: Logger;
  /** A round that fails is tried again with the next one. */
  run(signal: AbortSignal): Promise<void>;
}

/** A question to a ClickHouse that does not answer is not waited for. */
const STOP_PATIENCE_MS = 5_000;

/** Runs rounds, one after another, until it is stopped. */
export class Rounds {
  readonly #round: Round;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(round: Round) {
    this.#round = round;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.race([this.#running, delay(STOP_PATIENCE_MS, undefined, { ref: false })]);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    const { what, logger, everyMs } = this.#round;
    while (!signal.aborted) {
      try {
        await this.#round.run(signal);
      } catch (err) {
        if (!signal.aborted) logger.warn({ err }, `${what}; it is tried again`);
      }
      await delay(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
