import { describe, expect, it } from 'vitest';
import { Delivery } from './delivery.ts';
import { bytesOf } from '../produce/sends.ts';
import { RoundQueue, type WaitingBatch } from './round-queue.ts';

/** Bytes that the queue counts for a record beside its key and value. */
const FRAME = 32;

function push(queue: RoundQueue, partition: number, key: string, bytes = 100): void {
  const record = { key, value: Buffer.alloc(bytes - FRAME - key.length) };
  queue.push('t', partition, { record, delivery: new Delivery(1, 0), index: 0, bytes: bytesOf(record) });
}
const keys = (round: readonly WaitingBatch[]): string[][] => {
  return round.map(({ waiting }) => waiting.map(({ record }) => record.key));
};

describe('RoundQueue', () => {
  it('1. takes a batch of every partition that waits, in order', () => {
    const queue = new RoundQueue();
    push(queue, 0, 'a');
    push(queue, 1, 'b');
    push(queue, 0, 'c');
    expect(keys(queue.take())).toEqual([['a', 'c'], ['b']]);
    expect([queue.isEmpty, queue.bytes]).toEqual([true, 0]);
    expect(queue.take()).toEqual([]);
  });

  it('2. takes 512 KiB of a partition at most, and the rest goes to the end of the line', () => {
    const queue = new RoundQueue();
    for (let i = 0; i < 3; i += 1) push(queue, 0, `${i}`, 200_000);
    push(queue, 1, 'other');
    expect(keys(queue.take())).toEqual([['0', '1'], ['other']]);
    expect(queue.bytes).toBe(200_000);
    push(queue, 1, 'later');
    expect(keys(queue.take())).toEqual([['2'], ['later']]);
  });

  it('3. a record larger than a batch goes alone', () => {
    const queue = new RoundQueue();
    push(queue, 0, 'large', 5_000_000);
    push(queue, 0, 'small');
    expect(keys(queue.take())).toEqual([['large']]);
    expect(keys(queue.take())).toEqual([['small']]);
  });

  it('4. a round ends at 4 MiB; the partitions that had to wait come first in the next', () => {
    const queue = new RoundQueue();
    for (let partition = 0; partition < 10; partition += 1) {
      push(queue, partition, `${partition}`, 500_000);
      push(queue, partition, `${partition}+`, 500_000);
    }
    expect(keys(queue.take())).toHaveLength(9);
    expect(keys(queue.take())[0]).toEqual(['9']);
  });
});
