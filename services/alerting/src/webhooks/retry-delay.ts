const FIRST_MS = 500;
const MAX_MS = 30_000;

/**
 * Pause before the next try: exponential with full jitter (a random part of 0.5 s, 1 s, 2 s ... 30 s), so that many notifications
 * that failed together do not come back together; never less than the receiver asked for.
 * @param tries tries made so far, 1 or more
 * @param random 0..1
 */
export function retryDelayMs(tries: number, random: number, retryAfterMs = 0): number {
  const ceiling = Math.min(MAX_MS, FIRST_MS * 2 ** Math.min(tries - 1, 16));
  return Math.max(Math.ceil(random * ceiling), Math.min(retryAfterMs, MAX_MS));
}
