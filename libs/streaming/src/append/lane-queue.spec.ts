import { describe, expect, it } from 'vitest';
import { LaneQueue, type Waiting } from './lane-queue.ts';

const waiting = (partition: number, key: string, bytes = 10): Waiting => ({
  message: { topic: 't', partition, key, value: null },
  ...{ bytes, since: 0, resolve: () => undefined, reject: () => undefined },
});
const keys = (batch: readonly Waiting[]): string[] => batch.map(({ message }) => message.key);

describe('LaneQueue', () => {
  it('1. takes all of one partition, in order, partitions in turn', () => {
    const queue = new LaneQueue();
    for (const one of [waiting(0, 'a'), waiting(1, 'b'), waiting(0, 'c')]) queue.push(one);
    expect(keys(queue.take())).toEqual(['a', 'c']);
    queue.push(waiting(0, 'd'));
    expect(keys(queue.take())).toEqual(['b']);
    expect(keys(queue.take())).toEqual(['d']);
    expect(queue.take()).toEqual([]);
  });

  it('2. takes 500 records or 512 KiB at most, and the rest goes to the end of the line', () => {
    const queue = new LaneQueue();
    for (let i = 0; i < 700; i += 1) queue.push(waiting(0, `${i}`));
    queue.push(waiting(1, 'other'));
    expect(queue.take()).toHaveLength(500);
    expect(keys(queue.take())).toEqual(['other']);
    expect(queue.take()).toHaveLength(200);
    for (let i = 0; i < 3; i += 1) queue.push(waiting(0, `${i}`, 300_000));
    expect(queue.take()).toHaveLength(1);
  });

  it('3. a record larger than a send goes alone', () => {
    const queue = new LaneQueue();
    queue.push(waiting(0, 'large', 5_000_000));
    queue.push(waiting(0, 'small'));
    expect(keys(queue.take())).toEqual(['large']);
    expect(keys(queue.take())).toEqual(['small']);
  });
});
