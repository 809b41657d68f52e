import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, MAX_BYTES_PER_SEND, SendRounds, type Content, type Send } from './sends.ts';

const messages = fc.array(
  fc.record({
    topic: fc.constantFrom('a', 'b'),
    partition: fc.nat({ max: 2 }),
    key: fc.string(),
    value: fc.nat({ max: 200_000 }).map((bytes) => Buffer.alloc(bytes)),
  }),
  { maxLength: 60 },
);
const place = ({ topic, partition }: { topic: string; partition: number }): string => `${topic}:${partition}`;

interface Placed extends Content {
  readonly topic: string;
  readonly partition: number;
}

function roundsOf(list: readonly Placed[]): Send[][] {
  const sends = new SendRounds();
  for (const message of list) sends.add(message.topic, message.partition, message);
  return sends.rounds;
}

/** They are the messages that were given. */
const given = (send: Send): Placed[] => send.messages as Placed[];

describe('SendRounds', () => {
  it('1. a round holds a partition once, and a send keeps its bounds', () => {
    fc.assert(
      fc.property(messages, (list) => {
        for (const round of roundsOf(list)) {
          expect(new Set(round.map(place)).size).toBe(round.length);
          for (const send of round) {
            expect(new Set(given(send).map(place))).toEqual(new Set([place(send)]));
            const bytes = send.messages.reduce((sum, message) => sum + bytesOf(message), 0);
            expect(send.messages.length === 1 || bytes <= MAX_BYTES_PER_SEND).toBe(true);
          }
        }
      }),
    );
  });

  it('2. nothing is lost, and the order within a partition stays', () => {
    fc.assert(
      fc.property(messages, (list) => {
        const sent = roundsOf(list).flatMap((round) => round.flatMap(given));
        for (const where of new Set(list.map(place))) {
          expect(sent.filter((one) => place(one) === where)).toEqual(list.filter((one) => place(one) === where));
        }
        expect(sent).toHaveLength(list.length);
      }),
    );
  });

  it('3. what fits into one request is one round', () => {
    const list = Array.from({ length: 5_000 }, (_, i) => ({ topic: 'a', partition: i % 6, key: 'k', value: null }));
    expect(roundsOf(list).map((round) => round.length)).toEqual([6]);
  });
});
