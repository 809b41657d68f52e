import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecentEvents } from './recent-events.ts';

describe('recent events', () => {
  it('1. knows a repeat at a later offset, in the same partition only', () => {
    const recent = new RecentEvents(10);
    expect(recent.isRepeat('a', 0, 5)).toBe(false);
    expect(recent.isRepeat('a', 0, 6)).toBe(true);
    expect(recent.isRepeat('a', 1, 6)).toBe(false);
  });

  it('2. does not take a record that is read again for a repeat of itself', () => {
    const recent = new RecentEvents(10);
    const read = () => [recent.isRepeat('a', 0, 5), recent.isRepeat('b', 0, 6), recent.isRepeat('a', 0, 7)];
    expect(read()).toEqual([false, false, true]);
    expect(read()).toEqual([false, false, true]);
  });

  it('3. sees every repeat within the last `size` events, and keeps at most twice as many', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 200 }),
        (size, ids) => {
          const recent = new RecentEvents(size);
          const kept: string[] = [];
          ids.forEach((number, offset) => {
            const id = String(number);
            const repeat = recent.isRepeat(id, 0, offset);
            if (kept.slice(-size).includes(id)) expect(repeat).toBe(true);
            if (!kept.slice(-2 * size).includes(id)) expect(repeat).toBe(false);
            if (!repeat) kept.push(id);
          });
        },
      ),
    );
  });

  it('4. of size 0 remembers nothing', () => {
    const recent = new RecentEvents(0);
    expect([recent.isRepeat('a', 0, 1), recent.isRepeat('a', 0, 2)]).toEqual([false, false]);
  });
});
