import { uuidV5, uuidV7 } from '@millrace/platform';
import { describe, expect, it } from 'vitest';
import type { Stored } from '../pipeline.ts';
import { LateRequests } from './late-requests.ts';

const MINUTE = 60_000;
const body = Buffer.from('[{"messageId":"m"}]');
const storedOf = (
  many: number,
  idOf = (index: number): string | undefined => uuidV5('t', 'd', String(index)),
): Stored[] =>
  Array.from({ length: many }, (_, index) => {
    return { deviceId: 'd', eventId: idOf(index), position: undefined, accepted: 1, rejected: 0, violations: [] };
  });

describe('requests that were late', () => {
  it('1. are known by their bytes and who sent them, for ten minutes', async () => {
    const late = new LateRequests();
    expect(late.isEmpty).toBe(true);
    const stored = storedOf(2);
    late.remember('a', body, Promise.resolve(stored), 0);
    expect(late.isEmpty).toBe(false);
    expect(await late.find('a', Buffer.from(body), 9 * MINUTE)).toEqual(stored);
    expect(await late.find('b', body, 9 * MINUTE)).toBeUndefined();
    expect(await late.find('a', Buffer.from('[]'), 9 * MINUTE)).toBeUndefined();
    expect(await late.find('a', body, 10 * MINUTE)).toBeUndefined();
    expect(late.isEmpty).toBe(true);
  });

  it('2. are waited for when they are not settled yet', async () => {
    const late = new LateRequests();
    const settled = Promise.withResolvers<Stored[]>();
    late.remember('a', body, settled.promise, 0);
    const again = late.find('a', body, 1);
    const stored = storedOf(1);
    settled.resolve(stored);
    expect(await again).toEqual(stored);
  });

  it('3. are not known when nobody knows what became of them, or their messages have no ids of their own', async () => {
    const late = new LateRequests();
    const failed = Promise.withResolvers<Stored[]>();
    late.remember('a', body, failed.promise, 0);
    const again = late.find('a', body, 1);
    failed.reject(new Error('unknown'));
    expect(await again).toBeUndefined();
    expect(late.isEmpty).toBe(true);
    late.remember('a', body, Promise.resolve(storedOf(1, () => uuidV7())), 0);
    expect(await late.find('a', body, 1)).toBeUndefined();
    late.remember('b', body, Promise.resolve(storedOf(1, () => undefined)), 0);
    expect(await late.find('b', body, 1)).toHaveLength(1);
  });

  it('4. are forgotten, the oldest first, when they are too many', async () => {
    const late = new LateRequests();
    for (const sender of ['a', 'b', 'c']) late.remember(sender, body, Promise.resolve(storedOf(40_000)), 0);
    expect(await late.find('c', body, 1)).toHaveLength(40_000);
    expect(await late.find('a', body, 1)).toBeUndefined();
    expect(await late.find('b', body, 1)).toHaveLength(40_000);
  });
});
