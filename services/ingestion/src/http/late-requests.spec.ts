import { uuidV5, uuidV7 } from '@millrace/platform';
import { describe, expect, it } from 'vitest';
import type { Stored } from '../pipeline.ts';
import { LateRequests } from './late-requests.ts';

const MINUTE = 60_000;
const body = Buffer.from('[{"messageId":"m"}]');
const ownId = (index: number): string => uuidV5('t', 'd', String(index));
const storedOf = (many: number, idOf: (index: number) => string | undefined = ownId): Stored[] =>
  Array.from({ length: many }, (_, index) => {
    return { deviceId: 'd', eventId: idOf(index), position: undefined, accepted: 1, rejected: 0, violations: [] };
  });
const counts = (messages: number) => ({ accepted: messages, rejected: 0, messages });

describe('requests that were late', () => {
  it('1. are known by their bytes and who sent them, for ten minutes', async () => {
    const late = new LateRequests();
    expect(late.find('a', body, 0)).toBeUndefined();
    late.remember('a', body, Promise.resolve(storedOf(2)), false, 0);
    expect(await late.find('a', Buffer.from(body), 9 * MINUTE)).toEqual(counts(2));
    expect(late.find('b', body, 9 * MINUTE)).toBeUndefined();
    expect(late.find('a', Buffer.from('[]'), 9 * MINUTE)).toBeUndefined();
    expect(late.find('a', body, 10 * MINUTE)).toBeUndefined();
  });

  it('2. are waited for when they are not settled yet, and told of each message if that was asked for', async () => {
    const late = new LateRequests();
    const settled = Promise.withResolvers<Stored[]>();
    late.remember('a', body, settled.promise, true, 0);
    const again = late.find('a', body, 1);
    settled.resolve(storedOf(1));
    expect(await again).toEqual({
      ...counts(1),
      items: [{ index: 0, deviceId: 'd', status: 'accepted', eventId: ownId(0) }],
    });
  });

  it('3. are not known when nobody knows what became of them, or their messages have no ids of their own', async () => {
    const late = new LateRequests();
    const failed = Promise.withResolvers<Stored[]>();
    late.remember('a', body, failed.promise, false, 0);
    const again = late.find('a', body, 1);
    failed.reject(new Error('unknown'));
    expect(await again).toBeUndefined();
    await Promise.resolve();
    expect(late.find('a', body, 1)).toBeUndefined();
    late.remember('a', body, Promise.resolve(storedOf(1, () => uuidV7())), false, 0);
    expect(await late.find('a', body, 1)).toBeUndefined();
    late.remember('b', body, Promise.resolve(storedOf(1, () => undefined)), false, 0);
    expect(await late.find('b', body, 1)).toEqual(counts(1));
  });

  it('4. are forgotten, the oldest first, when there are too many', async () => {
    const late = new LateRequests();
    for (const sender of ['a', 'b', 'c']) {
      late.remember(sender, body, Promise.resolve(storedOf(20_000)), true, 0);
      await late.find(sender, body, 1);
    }
    await Promise.resolve();
    expect(late.find('a', body, 1)).toBeUndefined();
    expect((await late.find('b', body, 1))?.messages).toBe(20_000);
    expect((await late.find('c', body, 1))?.messages).toBe(20_000);
  });
});
