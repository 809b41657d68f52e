import { describe, expect, it, vi } from 'vitest';
import { Opening, OpeningStuck } from './opening.ts';

describe('the opening of a task', () => {
  it('may take long as long as it moves, and is given up when it stands still, by the name of the step', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    try {
      const opening = new Opening();
      const watched = opening.watch(new Promise(() => undefined), 1_000).catch((error: unknown) => error);
      for (let i = 0; i < 10; i += 1) {
        vi.advanceTimersByTime(900);
        opening.at(`restore ${i}`);
      }
      await vi.advanceTimersByTimeAsync(1_100);
      const error = await watched;
      expect(error).toBeInstanceOf(OpeningStuck);
      expect((error as Error).message).toBe('opening the task stands still at "restore 9" for 1000 ms');
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('hands on what the work comes to', async () => {
    await expect(new Opening().watch(Promise.resolve(3), 1_000)).resolves.toBe(3);
    await expect(new Opening().watch(Promise.reject(new Error('no')), 1_000)).rejects.toThrow('no');
  });
});
