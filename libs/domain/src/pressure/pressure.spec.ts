import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admit } from './admission.ts';
import { DOORS, splitOverDoors } from './doors.ts';
import { drainRate, retryAfter, timelyLimit } from './retry-after.ts';

describe('admission', () => {
  it('1. takes what fits, and says why not: nothing fits, or the caller has its share', () => {
    expect(admit({ pending: 0, limit: 100 }, 0, 100)).toBe('admitted');
    expect(admit({ pending: 60, limit: 100 }, 60, 41)).toBe('full');
    expect(admit({ pending: 60, limit: 100 }, 60, 21)).toBe('share');
    expect(admit({ pending: 60, limit: 100 }, 60, 20)).toBe('admitted');
    expect(admit({ pending: 60, limit: 100 }, 0, 40)).toBe('admitted');
  });

  it('2. however many callers push however hard: never more than the limit, and room is left for one who has nothing', () => {
    const request = fc.record({ caller: fc.nat(4), bytes: fc.integer({ min: 1, max: 100 }), leaves: fc.boolean() });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 2_000 }), (requests) => {
        const limit = 10_000;
        const held = new Map<number, number>();
        const inside: { caller: number; bytes: number }[] = [];
        let pending = 0;
        for (const { caller, bytes, leaves } of requests) {
          const oldest = leaves ? inside.shift() : undefined;
          if (oldest !== undefined) {
            pending -= oldest.bytes;
            held.set(oldest.caller, (held.get(oldest.caller) ?? 0) - oldest.bytes);
          }
          if (admit({ pending, limit }, held.get(caller) ?? 0, bytes) !== 'admitted') continue;
          pending += bytes;
          held.set(caller, (held.get(caller) ?? 0) + bytes);
          inside.push({ caller, bytes });
        }
        expect(pending).toBeLessThanOrEqual(limit);
        // Five callers at alpha 2 leave a room of limit/11; a request more is the grain of it.
        expect(admit({ pending, limit }, 0, limit / 11 - 100)).toBe('admitted');
      }),
    );
  });

  it('3. a greedy caller alone ends at two thirds', () => {
    let pending = 0;
    while (admit({ pending, limit: 9_000 }, pending, 10) === 'admitted') pending += 10;
    expect(pending).toBe(6_000);
  });
});

describe('the doors', () => {
  it('4. share 2 : 1 : 1, and a closed one leaves its part to the others', () => {
    expect(splitOverDoors(64, new Set(DOORS))).toEqual({ http: 32, mqtt: 16, sparkplug: 16 });
    expect(splitOverDoors(64, new Set(['http']))).toEqual({ http: 64, mqtt: 0, sparkplug: 0 });
    expect(splitOverDoors(60, new Set(['http', 'mqtt']))).toEqual({ http: 40, mqtt: 20, sparkplug: 0 });
  });

  it('5. never get more than there is', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.subarray([...DOORS]), (total, open) => {
        const { http, mqtt, sparkplug } = splitOverDoors(total, new Set(open));
        expect(http + mqtt + sparkplug).toBeLessThanOrEqual(total);
      }),
    );
  });
});

describe('Retry-After', () => {
  it('6. is the time to drain, up to twice that', () => {
    expect(retryAfter(1_000, 100, 0)).toBe(10);
    expect(retryAfter(1_000, 100, 0.999)).toBe(20);
    expect(retryAfter(1, 100, 0)).toBe(1);
    expect(retryAfter(1, 0, 0)).toBe(30);
  });

  it('7. is a whole number from 1 to 60, and rises with what waits', () => {
    const rates = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e12, noNaN: true }));
    const chances = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(), fc.nat(), rates, chances, (pending, more, rate, chance) => {
        const seconds = retryAfter(pending, rate, chance);
        expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 60).toBe(true);
        expect(retryAfter(pending + more, rate, chance)).toBeGreaterThanOrEqual(seconds);
      }),
    );
  });

  it('8. the rate follows what leaves, and falls when nothing does', () => {
    let rate = 0;
    for (let second = 0; second < 60; second += 1) rate = drainRate(rate, 500, 1);
    expect(rate).toBeCloseTo(500, 1);
    expect(drainRate(rate, 0, 5)).toBeCloseTo(500 / Math.E, 0);
    expect(drainRate(rate, 7, 0)).toBe(rate);
  });

  it('9. no more may wait than leaves in time, within an eighth of the limit and the limit', () => {
    expect(timelyLimit(800, undefined, 5)).toBe(800);
    expect(timelyLimit(800, 60, 5)).toBe(300);
    expect(timelyLimit(800, 0, 5)).toBe(100);
    expect(timelyLimit(800, 1e9, 5)).toBe(800);
  });
});
