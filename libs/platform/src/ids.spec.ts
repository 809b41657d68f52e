import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uuidV5, uuidV7 } from './ids.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[57][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('uuidV5', () => {
  it('1. is a function of its parts, well-formed, and pinned for ever', () => {
    expect(uuidV5('acme', 'device-1', 'm-1')).toBe(uuidV5('acme', 'device-1', 'm-1'));
    expect(uuidV5('acme', 'device-1', 'm-1')).toMatch(UUID);
    expect(uuidV5('a')).toMatchInlineSnapshot(`"e30fd7eb-d37a-5794-8fe7-ac64a83241fc"`);
  });

  it('2. takes bytes and text alike', () => {
    expect(uuidV5('a', Buffer.from('b'))).toBe(uuidV5('a', 'b'));
  });

  it('3. keeps the parts apart', () => {
    const part = fc.string();
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), fc.array(part, { maxLength: 4 }), (a, b) => {
        const same = a.length === b.length && a.every((x, i) => x === b[i]);
        return (uuidV5(...a) === uuidV5(...b)) === same;
      }),
    );
  });
});

describe('uuidV7', () => {
  it('1. sorts in the order of making and never repeats', () => {
    const ids = Array.from({ length: 20_000 }, uuidV7);
    expect(ids[0]).toMatch(UUID);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });

  it('2. holds the time it was made', () => {
    const millis = Number.parseInt(uuidV7().replaceAll('-', '').slice(0, 12), 16);
    expect(Math.abs(millis - Date.now())).toBeLessThan(1_000);
  });
});
