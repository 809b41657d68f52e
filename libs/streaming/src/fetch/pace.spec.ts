import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pace } from './pace.ts';

describe('the pace of asking', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());

  /** Milliseconds of real time that asking waits. */
  async function waited(pace: Pace): Promise<number> {
    const from = process.hrtime.bigint();
    await pace.wait();
    return Number(process.hrtime.bigint() - from) / 1e6;
  }

  it('1. waits after an answer that brought something', async () => {
    const pace = new Pace(60);
    pace.brought();
    vi.advanceTimersByTime(10);
    expect(await waited(pace)).toBeGreaterThan(45);
  });

  it('2. does not wait at the beginning, nor after a pause, nor after answers that brought nothing', async () => {
    const pace = new Pace(10_000);
    expect(await waited(pace)).toBeLessThan(5_000);
    pace.brought();
    vi.advanceTimersByTime(10_000);
    expect(await waited(pace)).toBeLessThan(5_000);
  });
});
