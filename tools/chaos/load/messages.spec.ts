import { describe, expect, it } from 'vitest';
import { WAVE_HIGH, WAVE_METRIC } from './load-plant.ts';
import { HALF_WAVE, numberedMessage, rises } from './messages.ts';

const isHigh = (number: number): boolean =>
  numberedMessage('d', number, 0).readings.find(({ metric }) => metric === WAVE_METRIC)?.value === WAVE_HIGH;

describe('numbered messages', () => {
  it('1. are the same for the same number: a retry is the same message', () => {
    expect(numberedMessage('d', 7, 1)).toEqual(numberedMessage('d', 7, 1));
  });

  it('2. rise above the limit as often as is counted', () => {
    let seen = 0;
    for (let count = 1; count <= 5 * HALF_WAVE; count += 1) {
      if (isHigh(count - 1) && !(count > 1 && isHigh(count - 2))) seen += 1;
      expect(rises(count), `${count} messages`).toBe(seen);
    }
  });
});
