import { describe, expect, it } from 'vitest';
import { beginnings, between, liveEnds, rebuiltEnds } from './plan.ts';

const position = (partition: number, low: number, high: number, done?: number) => ({
  ...{ partition, low, high, done },
  announced: undefined,
});

describe('the plan of a replay', () => {
  it('1. begins at the first record that the topic still has', () => {
    expect(beginnings([position(0, 40, 90, 90), position(1, 0, 10, 7)])).toEqual([40, 0]);
  });

  it('2. begins later when asked to, but not before the topic does', () => {
    const since = new Map([
      [0, 60],
      [1, 0],
    ]);
    expect(beginnings([position(0, 40, 90, 90), position(1, 5, 10, 10)], since)).toEqual([60, 5]);
  });

  it('3. refuses to begin where the live version has not been', () => {
    expect(() => beginnings([position(0, 40, 90, 30)])).toThrow('partition 0: the live version is at offset 30');
  });

  it('4. a partition that nobody wrote to yet is where it begins', () => {
    expect(beginnings([position(0, 0, 0)])).toEqual([0]);
    expect(liveEnds([position(0, 0, 0)], [0])).toEqual([0]);
  });

  it('5. follows the live version, and counts what is left', () => {
    const from = [40, 0];
    const live = liveEnds([position(0, 40, 90, 80), position(1, 0, 10, 7)], from);
    const rebuilt = rebuiltEnds([position(0, 40, 90, 50), position(1, 0, 10)], from);
    expect([live, rebuilt, between(rebuilt, live)]).toEqual([[80, 7], [50, 0], 37]);
  });
});
