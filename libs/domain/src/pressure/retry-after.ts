/** Seconds: a client must neither hammer nor stay away for long after the pressure is gone. */
const SHORTEST = 1;
const LONGEST = 30;
/** Time constant of the measured rate, seconds. */
const MEMORY = 5;

/** However slow it is, so much of the limit may wait: a rate measured at a trickle must not refuse a burst. */
const LEAST_PART = 8;

/** The rate at which bytes leave, smoothed exponentially: what left in the last `seconds`, over what was known before. Bytes a second. */
export function drainRate(before: number, left: number, seconds: number): number {
  if (seconds <= 0) return before;
  return before + (1 - Math.exp(-seconds / MEMORY)) * (left / seconds - before);
}

/**
 * Whole seconds after which a refused client should come again: the time in which what waits leaves at the present rate, within
 * 1 and 30, times a number from 1 to 2, so that those who were refused together don't come back together.
 * @param chance 0 ≤ chance < 1, evenly spread
 */
export function retryAfter(pending: number, bytesPerSecond: number, chance: number): number {
  const drained = bytesPerSecond > 0 ? pending / bytesPerSecond : LONGEST;
  return Math.round(Math.min(LONGEST, Math.max(SHORTEST, drained)) * (1 + chance));
}

/**
 * What may wait, bytes: no more than leaves within `seconds`, or those who wait would be told to come again while they are still in
 * the queue, and what they send again would wait behind themselves. Within an eighth of the limit and the limit.
 * @param bytesPerSecond undefined: not measured yet
 */
export function timelyLimit(limit: number, bytesPerSecond: number | undefined, seconds: number): number {
  if (bytesPerSecond === undefined) return limit;
  return Math.min(limit, Math.max(limit / LEAST_PART, bytesPerSecond * seconds));
}
