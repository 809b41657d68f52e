import { setTimeout as pause } from 'node:timers/promises';
import type { Attempt } from './attempt.ts';
import { retryDelayMs } from './retry-delay.ts';

/** What became of a notification. */
export type Delivery =
  | { readonly kind: 'delivered'; readonly attempts: number; readonly statusCode: number }
  | { readonly kind: 'failed'; readonly attempts: number; readonly statusCode: number | null; readonly detail: string };

export interface Patience {
  /** Monotonic milliseconds (`performance.now()`) after which nothing is tried again; one try is always made. */
  readonly until: number;
  readonly signal: AbortSignal;
  /** 0..1 */
  random(): number;
}

/** Tries until the receiver takes it, refuses it for good, or patience ends. Throws only when `signal` is aborted. */
export async function deliver(once: () => Promise<Attempt>, { until, signal, random }: Patience): Promise<Delivery> {
  for (let attempts = 1; ; attempts++) {
    const result = await once();
    if (result.kind === 'delivered') return { ...result, attempts };
    const { statusCode, detail } = result;
    if (result.kind === 'refused') return { kind: 'failed', attempts, statusCode, detail };
    const delay = retryDelayMs(attempts, random(), result.retryAfterMs);
    if (performance.now() + delay >= until) {
      return { kind: 'failed', attempts, statusCode, detail: `given up, tries made: ${attempts}, the last: ${detail}` };
    }
    await pause(delay, undefined, { signal });
  }
}
