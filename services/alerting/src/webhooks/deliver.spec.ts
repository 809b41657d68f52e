import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Attempt } from './attempt.ts';
import { deliver } from './deliver.ts';
import { retryDelayMs } from './retry-delay.ts';

const failed: Attempt = {
  kind: 'failed',
  statusCode: 500,
  detail: 'the receiver answered 500',
  retryAfterMs: undefined,
};
const delivered: Attempt = { kind: 'delivered', statusCode: 204 };
const signal = new AbortController().signal;
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** Answers in turn, the last one for ever. */
const answers = (...all: Attempt[]) => {
  let tries = 0;
  return async () => all[Math.min(tries++, all.length - 1)] ?? failed;
};

describe('a delivery', () => {
  it('1. is tried until the receiver takes it', async () => {
    const patience = { until: performance.now() + 60_000, signal, random: () => 0 };
    expect(await deliver(answers(failed, failed, delivered), patience)).toEqual({
      kind: 'delivered',
      attempts: 3,
      statusCode: 204,
    });
  });

  it('2. is not tried again when the receiver refuses it', async () => {
    const refused: Attempt = { kind: 'refused', statusCode: 410, detail: 'the receiver answered 410' };
    const patience = { until: performance.now() + 60_000, signal, random: () => 0 };
    expect(await deliver(answers(refused), patience)).toEqual({
      kind: 'failed',
      attempts: 1,
      statusCode: 410,
      detail: 'the receiver answered 410',
    });
  });

  it('3. is given up when patience ends, but always tried once', async () => {
    expect(await deliver(answers(failed), { until: performance.now(), signal, random: () => 0 })).toMatchObject({
      kind: 'failed',
      attempts: 1,
      detail: 'given up, tries made: 1, the last: the receiver answered 500',
    });
  });

  it('4. ends with the service while it waits', async () => {
    const stop = new AbortController();
    const patience = { until: performance.now() + 1e9, signal: stop.signal, random: () => 1 };
    const delivering = deliver(answers(failed), patience);
    stop.abort();
    await expect(delivering).rejects.toThrow();
  });
});

it('the pause before a try grows, is bounded, and is at least what was asked for within bounds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (tries, random) => {
      const delay = retryDelayMs(tries, random);
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThanOrEqual(Math.min(30_000, 500 * 2 ** (tries - 1)));
      expect(retryDelayMs(tries, random, 9_000)).toBeGreaterThanOrEqual(9_000);
      expect(retryDelayMs(tries, random, 1e9)).toBe(30_000);
    }),
  );
});
