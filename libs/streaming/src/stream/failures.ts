import { backOff } from '../backoff.ts';

/** How patient a stream is before it gives up and the process is replaced. */
export interface Patience {
  /** Attempts at the same records when the handler throws. */
  readonly handlerAttempts: number;
  /** How long one call of the handler may take, milliseconds: one that never returns would look alive for ever. */
  readonly handlerMs: number;
  /** How long the opening of a task may stand still, milliseconds, before it is begun anew. */
  readonly openingMs: number;
  /** How long the cluster may refuse us, milliseconds. */
  readonly clusterMs: number;
}

export const DEFAULT_PATIENCE: Patience = {
  handlerAttempts: 5,
  handlerMs: 5 * 60_000,
  openingMs: 60_000,
  clusterMs: 5 * 60_000,
};

const BACKOFF_FIRST_MS = 50;
const BACKOFF_MAX_MS = 5_000;

/** Consecutive failures of one task. */
export class Failures {
  readonly #patience: Patience;
  #attempts = 0;
  #handler = 0;
  #since: number | undefined;

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  clear(): void {
    this.#attempts = 0;
    this.#handler = 0;
    this.#since = undefined;
  }

  /** Counts a failure; true when patience has run out. */
  add(byHandler: boolean, now: number): boolean {
    this.#attempts += 1;
    this.#since ??= now;
    if (byHandler) this.#handler += 1;
    return this.#handler >= this.#patience.handlerAttempts || now - this.#since > this.#patience.clusterMs;
  }

  /** Waits before another attempt, the longer the more have failed; returns early when aborted. */
  pause(signal: AbortSignal): Promise<void> {
    return backOff(this.#attempts, BACKOFF_FIRST_MS, BACKOFF_MAX_MS, signal);
  }
}
