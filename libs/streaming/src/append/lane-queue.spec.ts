import { describe, expect, it } from 'vitest';
import { LaneQueue, type Waiting } from './lane-queue.ts';

const waiting = (partition: number, key: string, bytes = 10): Waiting => ({
  message: { topic: 't', partition, key, value: null },
  ...{ bytes, since: 0, resolve: () => undefined, reject: () => undefined },
});
const keys = (round: readonly (readonly Waiting[])[]): string[][] => {
  return round.map((batch) => batch.map(({ message }) => message.key));
};

describe('LaneQueue', () => {
  it('1. takes a batch of every partition that waits, in order', () => {
    const queue = new LaneQueue();
    for (const one of [waiting(0, 'a'), waiting(1, 'b'), waiting(0, 'c')]) queue.push(one);
    expect(keys(queue.take())).toEqual([['a', 'c'], ['b']]);
    expect(queue.isEmpty).toBe(true);
    expect(queue.take()).toEqual([]);
  });

  it('2. takes 512 KiB of a partition at most, and the rest goes to the end of the line', () => {
    const queue = new LaneQueue();
    for (let i = 0; i < 3; i += 1) queue.push(waiting(0, `${i}`, 200_000));
    queue.push(waiting(1, 'other'));
    expect(keys(queue.take())).toEqual([['0', '1'], ['other']]);
    queue.push(waiting(1, 'later'));
    expect(keys(queue.take())).toEqual([['2'], ['later']]);
  });

  it('3. a record larger than a batch goes alone', () => {
    const queue = new LaneQueue();
    queue.push(waiting(0, 'large', 5_000_000));
    queue.push(waiting(0, 'small'));
    expect(keys(queue.take())).toEqual([['large']]);
    expect(keys(queue.take())).toEqual([['small']]);
  });

  it('4. a round ends at 4 MiB; the partitions that had to wait come first in the next', () => {
    const queue = new LaneQueue();
    for (let partition = 0; partition < 10; partition += 1) {
      queue.push(waiting(partition, `${partition}`, 500_000));
      queue.push(waiting(partition, `${partition}+`, 500_000));
    }
    expect(keys(queue.take())).toHaveLength(9);
    expect(keys(queue.take())[0]).toEqual(['9']);
  });
});
