import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { PendingBytes, type Held } from './pending-bytes.ts';

const ledger = (limit: number): { pending: PendingBytes; clock: { now: number } } => {
  const clock = { now: 0 };
  return { clock, pending: new PendingBytes({ limit, timelySeconds: 5, now: () => clock.now, chance: () => 0 }) };
};
const held = (outcome: Held | string | undefined): Held => {
  if (typeof outcome !== 'object') throw new Error(`not let in: ${outcome}`);
  return outcome;
};

describe('what waits at a door', () => {
  it('1. counts until it is released, once', () => {
    const { pending, clock } = ledger(1_000);
    const first = held(pending.admit('a', 300));
    clock.now = 2_000;
    held(pending.admit('b', 100));
    expect([pending.bytes, pending.oldestSeconds]).toEqual([400, 2]);
    first.release();
    first.release();
    expect([pending.bytes, pending.oldestSeconds]).toEqual([100, 0]);
  });

  it('2. a greedy caller is told so while another still comes in; when nothing fits, everybody is told', () => {
    const { pending } = ledger(1_000);
    for (let i = 0; i < 7; i += 1) held(pending.admit('greedy', 100));
    expect(pending.admit('greedy', 100)).toBe('share');
    held(pending.admit('modest', 250));
    expect(pending.admit('another', 100)).toBe('full');
  });

  it('3. what comes over one connection waits for room; only what is larger than the door comes in, alone', () => {
    const { pending } = ledger(1_000);
    const large = held(pending.take(5_000));
    expect(pending.take(1)).toBeUndefined();
    const heard = vi.fn();
    pending.onRelease(heard);
    large.release();
    held(pending.take(1)).release();
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('4. Retry-After is what waits by the rate at which it leaves while something waits', () => {
    const { pending, clock } = ledger(100_000);
    for (let second = 0; second < 60; second += 1) {
      const one = held(pending.admit('a', 1_000));
      clock.now += 1_000;
      one.release();
      clock.now += 5_000;
    }
    held(pending.admit('a', 10_000));
    expect(pending.retryAfterSeconds()).toBe(10);
    clock.now += 60_000;
    expect(pending.retryAfterSeconds()).toBe(30);
  });

  it('5. no more is let in than leaves in time, but one body always is when nothing waits', () => {
    const { pending, clock } = ledger(100_000);
    const one = held(pending.admit('a', 4_000));
    clock.now += 1_000;
    one.release();
    const all = Array.from({ length: 30 }, (_, index) => pending.admit(`caller ${index}`, 1_000));
    expect(all.filter((outcome) => typeof outcome === 'object')).toHaveLength(20);
    for (const outcome of all) if (typeof outcome === 'object') outcome.release();
    held(pending.admit('large', 90_000));
  });

  it('6. whatever comes and goes, it never counts more than the limit nor forgets anything', () => {
    const step = fc.record({ caller: fc.constantFrom('a', 'b', 'c'), bytes: fc.nat(2_000), leave: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const { pending } = ledger(10_000);
        const inside: Held[] = [];
        for (const { caller, bytes, leave } of steps) {
          const outcome = pending.admit(caller, bytes);
          if (typeof outcome === 'object') inside.push(outcome);
          if (leave < inside.length) for (const gone of inside.splice(leave, 1)) gone.release();
          expect(pending.bytes).toBe(inside.reduce((sum, one) => sum + one.bytes, 0));
          expect(pending.bytes).toBeLessThanOrEqual(10_000);
        }
        for (const one of inside) one.release();
        expect([pending.bytes, pending.oldestSeconds]).toEqual([0, 0]);
      }),
    );
  });
});
