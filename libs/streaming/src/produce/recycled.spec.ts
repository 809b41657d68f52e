import { describe, expect, it } from 'vitest';
import { Recycled } from './recycled.ts';

const KIB = 1_024;

describe('memory that is used again', () => {
  it('is given to the next who needs as much, and to nobody while it is in use', () => {
    const memory = new Recycled();
    const [one, two] = [memory.take(100 * KIB), memory.take(100 * KIB)];
    expect(one.buffer).not.toBe(two.buffer);
    memory.giveBack(one);
    const next = memory.take(120 * KIB);
    expect(next.buffer).toBe(one.buffer);
    expect(next.length).toBe(120 * KIB);
    expect(memory.take(100 * KIB).buffer).not.toBe(one.buffer);
  });

  it('is not taken back twice, nor when it came from elsewhere', () => {
    const memory = new Recycled();
    const one = memory.take(64 * KIB);
    memory.giveBack(one);
    memory.giveBack(one);
    expect(memory.take(64 * KIB).buffer).toBe(one.buffer);
    expect(memory.take(64 * KIB).buffer).not.toBe(one.buffer);
    const other = Buffer.alloc(64 * KIB);
    memory.giveBack(other);
    expect(memory.take(64 * KIB).buffer).not.toBe(other.buffer);
    const [small, beside] = [memory.take(10), Buffer.allocUnsafe(10)];
    memory.giveBack(small);
    memory.giveBack(beside);
    expect(memory.take(small.buffer.byteLength).buffer).not.toBe(small.buffer);
  });

  it('is kept up to 16 MiB', () => {
    const memory = new Recycled();
    const taken = Array.from({ length: 40 }, () => memory.take(1_024 * KIB));
    taken.forEach((buffer) => memory.giveBack(buffer));
    const before = new Set(taken.map(({ buffer }) => buffer));
    const again = Array.from({ length: 40 }, () => memory.take(1_024 * KIB));
    expect(again.filter(({ buffer }) => before.has(buffer))).toHaveLength(16);
  });
});
