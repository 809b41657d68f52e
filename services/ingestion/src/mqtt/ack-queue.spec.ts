import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AckQueue } from './ack-queue.ts';

describe('AckQueue', () => {
  it('1. acknowledges in the order of arrival', () => {
    const sent: number[] = [];
    const queue = new AckQueue((id) => sent.push(id));
    const [a, b, c] = [queue.take(1), queue.take(2), queue.take(3)];
    queue.settle(c);
    queue.settle(a);
    expect(sent).toEqual([1]);
    queue.settle(b);
    expect(sent).toEqual([1, 2, 3]);
  });

  it('2. a message that steps out holds nobody up, and is acknowledged when it is settled', () => {
    const sent: number[] = [];
    const queue = new AckQueue((id) => sent.push(id));
    const [held, next] = [queue.take(1), queue.take(2)];
    queue.settle(next);
    queue.stepOut(held);
    expect(sent).toEqual([2]);
    queue.settle(held);
    queue.settle(held);
    expect(sent).toEqual([2, 1]);
  });

  it('3. in any order of settling: each exactly once, and in order as long as nobody steps out', () => {
    const step = fc.record({ settle: fc.nat(), stepOut: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 3_000 }), fc.boolean(), (steps, mayStepOut) => {
        const sent: number[] = [];
        const queue = new AckQueue((id) => sent.push(id));
        const open = steps.map((_, id) => queue.take(id));
        const all = [...open];
        for (const { settle, stepOut } of steps) {
          const ticket = open.splice(settle % open.length, 1)[0];
          if (ticket === undefined) throw new Error('no ticket');
          if (mayStepOut && stepOut) queue.stepOut(ticket);
          queue.settle(ticket);
        }
        expect(sent.toSorted((a, b) => a - b)).toEqual(all.map((t) => t.packetId));
        if (!mayStepOut) expect(sent).toEqual(all.map((t) => t.packetId));
      }),
      { numRuns: 30 },
    );
  });
});
