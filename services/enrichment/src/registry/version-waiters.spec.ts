import { describe, expect, it, vi } from 'vitest';
import { VersionWaiters } from './version-waiters.ts';

describe('version waiters', () => {
  it('1. wakes whoever waits for this version or an earlier one', async () => {
    const waiters = new VersionWaiters();
    const woken: string[] = [];
    const two = waiters.wait('a', 2, 60_000).then(() => woken.push('two'));
    const three = waiters.wait('a', 3, 60_000).then(() => woken.push('three'));
    waiters.reached('b', 9);
    waiters.reached('a', 1);
    waiters.reached('a', 2);
    await two;
    expect(woken).toEqual(['two']);
    waiters.reached('a', 4);
    await three;
  });

  it('2. waits no longer than told', async () => {
    vi.useFakeTimers();
    const waiters = new VersionWaiters();
    const done = vi.fn();
    const waiting = waiters.wait('a', 2, 1_000).then(done);
    await vi.advanceTimersByTimeAsync(999);
    expect(done).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await waiting;
    vi.useRealTimers();
  });
});
