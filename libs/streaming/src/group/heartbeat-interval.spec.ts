import { describe, expect, it } from 'vitest';
import { HeartbeatInterval } from './heartbeat-interval.ts';

/** What kafkajs 2.2.4 asks before a heartbeat (`consumerGroup.js`). */
function isDue(wallClock: number, lastRequest: number, interval: number): boolean {
  return wallClock >= lastRequest + interval;
}

describe('the heartbeat interval', () => {
  it('1. lets one heartbeat through an interval', () => {
    let now = 0;
    const interval = new HeartbeatInterval(1_000, () => now) as unknown as number;
    const sent = [0, 500, 999, 1_000, 1_500, 2_000].filter((at) => {
      now = at;
      return isDue(at, 0, interval);
    });
    expect(sent).toEqual([0, 1_000, 2_000]);
  });

  it('2. goes on when the wall clock is stepped back by an hour', () => {
    let now = 0;
    const interval = new HeartbeatInterval(1_000, () => now) as unknown as number;
    expect(isDue(3_600_000, 0, interval)).toBe(true);
    now = 1_000;
    expect(isDue(0, 3_600_000, interval)).toBe(true);
    expect(isDue(0, 3_600_000, 1_000)).toBe(false); // what a plain number does
  });
});
