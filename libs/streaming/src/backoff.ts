import { setTimeout as sleep } from 'node:timers/promises';

/** Waits `first`, then twice as long each time up to `max` (milliseconds), a fifth of it random; returns early when aborted. */
export async function backOff(attempt: number, first: number, max: number, signal: AbortSignal): Promise<void> {
  const delay = Math.min(max, first * 2 ** Math.min(attempt, 30)) * (0.9 + Math.random() * 0.2);
  try {
    await sleep(delay, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
