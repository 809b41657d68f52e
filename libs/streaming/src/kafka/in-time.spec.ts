import { describe, expect, it } from 'vitest';
import { isClusterAway, isRetriable } from './errors.ts';
import { inTime, NoAnswer } from './in-time.ts';

describe('inTime', () => {
  it('hands on what comes in time, result or error', async () => {
    await expect(inTime('asking', 1_000, Promise.resolve(7))).resolves.toBe(7);
    await expect(inTime('asking', 1_000, Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  });

  it('throws an error that is worth another attempt when nothing comes', async () => {
    const error: unknown = await inTime('asking', 10, new Promise(() => undefined)).catch((err: unknown) => err);
    expect(error).toBeInstanceOf(NoAnswer);
    expect((error as Error).message).toBe('asking: no answer within 10 ms');
    expect([isRetriable(error), isClusterAway(error)]).toEqual([true, true]);
  });
});
