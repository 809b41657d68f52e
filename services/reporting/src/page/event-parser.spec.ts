import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEARTBEAT, sseEvent } from '../live/sse.ts';

interface Parser {
  push(text: string): { name: string; data: unknown }[];
}
/** The page is plain JavaScript without types, and is not part of the build. */
const page = new URL('../../page/event-stream.js', import.meta.url).href;
const { EventParser } = (await import(page)) as { EventParser: new () => Parser };

describe('the event parser of the page', () => {
  it('1. gives what the service sent, wherever the network cuts it', () => {
    const event = fc.record({ name: fc.constantFrom('hello', 'values', 'alarm'), data: fc.jsonValue() });
    fc.assert(
      fc.property(fc.array(event), fc.array(fc.nat(400)), (events, cuts) => {
        const text = events
          .map(({ name, data }, i) => sseEvent(`r-${i}`, name, JSON.stringify(data)) + HEARTBEAT)
          .join('');
        const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b), text.length];
        const parser = new EventParser();
        const heard = places.slice(1).flatMap((to, i) => parser.push(text.slice(places[i], to)));
        expect(heard).toEqual(
          events.map(({ name, data }) => ({ name, data: JSON.parse(JSON.stringify(data)) as unknown })),
        );
      }),
    );
  });
});
