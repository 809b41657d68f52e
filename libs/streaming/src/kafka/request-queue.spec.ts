import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import './request-queue.ts';

interface Queue {
  throttledUntil: number;
  pending: unknown[];
  push(request: object): void;
  checkPendingRequests(): void;
}
const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as new (parts: object) => Queue;

const queue = (): Queue => {
  const logger = { debug: () => undefined, namespace: () => undefined };
  return new RequestQueue({ maxInFlightRequests: null, requestTimeout: 1_000, enforceRequestTimeout: true, logger });
};

describe('the queue of a connection of kafkajs', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('sets no timer while nothing waits', () => {
    queue().checkPendingRequests();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('sends what a throttling broker made wait, and then sets no timer any more', () => {
    const [one, sent] = [queue(), vi.fn()];
    one.throttledUntil = Date.now() + 500;
    const entry = { correlationId: 1, resolve: () => undefined, reject: () => undefined };
    one.push({ entry, expectResponse: true, requestTimeout: null, sendRequest: sent });
    expect([one.pending.length, vi.getTimerCount()]).toEqual([1, 1]);
    vi.advanceTimersByTime(490);
    expect(sent).not.toHaveBeenCalled();
    vi.advanceTimersByTime(20);
    expect(sent).toHaveBeenCalledOnce();
    expect([one.pending.length, vi.getTimerCount()]).toEqual([0, 0]);
  });
});
