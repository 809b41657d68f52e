import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsDue } from './pace.ts';

describe('pace', () => {
  it('plays exactly rate × time rows however the ticks fall', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 50 }),
        fc.integer({ min: 1, max: 500 }),
        (gaps, rate) => {
          let elapsed = 0;
          let played = 0;
          for (const gap of gaps) {
            elapsed += gap;
            played += rowsDue(elapsed, rate, played);
          }
          expect(played).toBe(Math.floor((elapsed / 1000) * rate));
        },
      ),
    );
  });

  it('never takes rows back', () => {
    expect(rowsDue(1000, 1, 5)).toBe(0);
  });
});
