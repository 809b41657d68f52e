import { setTimeout as delay } from 'node:timers/promises';

export interface WaitOptions {
  /** Gives up after this long, in ms; 20,000 by default. */
  readonly timeoutMs?: number;
  /** Pause between two looks, in ms; 25 by default. */
  readonly intervalMs?: number;
  /** What is waited for, for the error message. */
  readonly describe?: string;
}

/**
 * Asks `condition` again and again until its answer is truthy and resolves with that answer. An error thrown by it counts as
 * "not yet" and is the cause of the error with which waiting gives up.
 */
export async function waitFor<T>(condition: () => T | Promise<T>, options: WaitOptions = {}): Promise<NonNullable<T>> {
  const { timeoutMs = 20_000, intervalMs = 25, describe = 'the condition' } = options;
  const deadline = performance.now() + timeoutMs;
  let cause: unknown;
  let last: unknown;
  for (;;) {
    try {
      last = await condition();
      cause = undefined;
      if (last) return last as NonNullable<T>;
    } catch (error) {
      cause = error;
    }
    if (performance.now() >= deadline) {
      const seen = cause === undefined ? `last answer ${String(last)}` : `last error ${String(cause)}`;
      throw new Error(`gave up after ${timeoutMs} ms waiting for ${describe} (${seen})`, { cause });
    }
    await delay(intervalMs);
  }
}
