import { describe, expect, it } from 'vitest';
import { ProgressLine } from './progress-line.ts';

describe('the progress of a replay', () => {
  it('1. tells how much is done, how fast it goes from where it began, and what is left', () => {
    const line = new ProgressLine(10_000, 0);
    expect(line.at(2_000, 0)).toBe('2,000 of 10,000 records (20 %), 0/s');
    expect(line.at(6_000, 2_000)).toBe('6,000 of 10,000 records (60 %), 2,000/s, 2 s left');
  });

  it('2. nothing to do is all done', () => {
    expect(new ProgressLine(0, 0).at(0, 10)).toBe('0 of 0 records (100 %), 0/s');
  });
});
