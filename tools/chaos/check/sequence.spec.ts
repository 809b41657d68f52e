import { describe, expect, it } from 'vitest';
import { Sequence } from './sequence.ts';

function sequence(...numbers: number[]): Sequence {
  const taken = new Sequence();
  for (const number of numbers) taken.take(number);
  return taken;
}

describe('a device’s sequence', () => {
  it('1. misses what never came', () => {
    expect(sequence(0, 1, 3).missing(5)).toBe(2);
    expect(sequence(0, 1, 2).missing(3)).toBe(0);
  });

  it('2. counts repetitions, which are no disorder', () => {
    const taken = sequence(0, 1, 2, 1, 2, 3);
    expect(taken.repeated).toBe(2);
    expect(taken.reordered).toBe(0);
  });

  it('3. counts what came first after a later one', () => {
    expect(sequence(0, 2, 1, 3).reordered).toBe(1);
  });
});
