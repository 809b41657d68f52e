import { describe, expect, it } from 'vitest';
import { selectReadings } from './select-readings.ts';

const [a, b] = [
  { metric: 'a', value: 1 },
  { metric: 'b', value: 'x' },
];

describe('the readings at some places of a device message', () => {
  it('1. are taken from readings, then from values, with the envelope', () => {
    const message = { deviceId: 'd', occurredAt: 5, readings: [a, b], values: { c: 3, d: true } };
    expect(selectReadings(message, [1, 3])).toEqual({
      message: { deviceId: 'd', occurredAt: 5, readings: [b, { metric: 'd', value: true }] },
    });
  });

  it('2. must be there', () => {
    expect(selectReadings({ deviceId: 'd', readings: [a] }, [0, 2])).toEqual({
      missing: 2,
      rule: 'must still be at place 2 of the message, which holds 1 readings',
    });
  });
});
