import { describe, expect, it } from 'vitest';
import { Cursors } from './cursors.ts';

const fact = (from: number, next: number, firstRecord?: number) => ({
  ...{ topic: 't', partition: 0, from, next, firstRecord, highWatermark: next },
});

describe('Cursors', () => {
  it.each([
    ['a fetch of markers only moves it to their end', fact(5, 9), 9],
    ['a fetch moves it to its first record', fact(5, 20, 7), 7],
    ['a record at the cursor keeps it', fact(5, 20, 5), 5],
    ['a fetch from later proves nothing about the gap', fact(6, 20, 8), 5],
    ['a fetch from earlier that ends before it moves nothing', fact(1, 4), 5],
  ])('1. %s', (_, observed, expected) => {
    const cursors = new Cursors();
    cursors.set('t', 0, 5);
    cursors.observe(observed);
    expect(cursors.get('t', 0)).toBe(expected);
  });

  it('2. an unknown partition stays unknown', () => {
    const cursors = new Cursors();
    cursors.observe(fact(0, 9));
    expect(cursors.get('t', 0)).toBeUndefined();
  });
});
