import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, MAX_BYTES_PER_SEND, MAX_MESSAGES_PER_SEND, sendsOf, type OutMessage } from './sends.ts';

const messages = fc.array(
  fc.record({
    topic: fc.constantFrom('a', 'b'),
    partition: fc.nat({ max: 2 }),
    key: fc.string(),
    value: fc.nat({ max: 200_000 }).map((bytes) => Buffer.alloc(bytes)),
  }),
  { maxLength: 60 },
);
const place = ({ topic, partition }: OutMessage): string => `${topic}:${partition}`;

describe('sendsOf', () => {
  it('1. a send holds one partition only and keeps its bounds', () => {
    fc.assert(
      fc.property(messages, (list) => {
        for (const send of sendsOf(list)) {
          expect(new Set(send.messages.map(place)).size).toBe(1);
          expect(send.messages.length).toBeLessThanOrEqual(MAX_MESSAGES_PER_SEND);
          const bytes = send.messages.reduce((sum, message) => sum + bytesOf(message), 0);
          expect(send.messages.length === 1 || bytes <= MAX_BYTES_PER_SEND).toBe(true);
        }
      }),
    );
  });

  it('2. nothing is lost, and the order within a partition stays', () => {
    fc.assert(
      fc.property(messages, (list) => {
        const sent = sendsOf(list).flatMap((send) => send.messages);
        for (const where of new Set(list.map(place))) {
          expect(sent.filter((one) => place(one) === where)).toEqual(list.filter((one) => place(one) === where));
        }
        expect(sent).toHaveLength(list.length);
      }),
    );
  });

  it('3. a thousand small messages of one partition are four sends', () => {
    const list = Array.from({ length: 1_000 }, () => ({ topic: 't', partition: 0, key: 'k', value: null }));
    expect(sendsOf(list).map((send) => send.messages.length)).toEqual([300, 300, 300, 100]);
  });
});
