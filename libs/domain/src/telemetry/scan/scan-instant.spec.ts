import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from '../instant.ts';
import { JsonCursor } from './json-cursor.ts';
import { takeInstant } from './scan-instant.ts';
import { usualInstant } from './usual-instant.ts';

const usual = (text: string): number => usualInstant(Buffer.from(text), 0, text.length);
const date = fc.date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const fraction = fc.oneof(fc.constant(''), fc.stringMatching(/^\.\d{0,11}$/));

/** Texts of the usual layout with any digits, so that months, days and hours are often impossible. */
const anyDigits = fc
  .tuple(
    digits(4),
    digits(2),
    digits(2),
    digits(2),
    digits(2),
    digits(2),
    fraction,
    fc.constantFrom('Z', 'z', '', '+01:00'),
  )
  .map(
    ([year, month, day, hour, minute, second, after, zone]) =>
      `${year}-${month}-${day}T${hour}:${minute}:${second}${after}${zone}`,
  );

describe('usualInstant', () => {
  it('1. reads what Date writes as parseInstant does', () => {
    fc.assert(
      fc.property(date, (written) => {
        const text = written.toISOString();
        const found = usual(text);
        if (text.slice(5, 10) !== '02-29') expect(found).toBe(parseInstant(text));
      }),
    );
  });

  it('2. reads every day of four centuries', () => {
    for (let day = Date.UTC(1970, 0, 1); day < Date.UTC(2370, 0, 1); day += 86_400_000) {
      const text = new Date(day).toISOString();
      if (text.slice(5, 10) !== '02-29' && usual(text) !== day * 1_000) expect(usual(text), text).toBe(day * 1_000);
    }
  });

  it('3. says nothing of what parseInstant refuses, and nothing else of the rest', () => {
    const changed = fc
      .tuple(date, fc.nat(23), fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }))
      .map(([written, at, character]) => {
        const text = written.toISOString();
        return `${text.slice(0, at)}${character}${text.slice(at + 1)}`;
      });
    fc.assert(
      fc.property(fc.oneof(anyDigits, changed), (text) => {
        const found = usual(text);
        if (!Number.isNaN(found)) expect(found).toBe(parseInstant(text));
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('takeInstant', () => {
  it('1. gives what parseInstant gives of the text or number', () => {
    const input = fc.oneof(
      date.map((it) => it.toISOString()),
      anyDigits,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string(),
    );
    fc.assert(
      fc.property(input, (value) => {
        const found = takeInstant(new JsonCursor(Buffer.from(JSON.stringify(value))));
        if (!Number.isNaN(found)) expect(found).toBe(parseInstant(JSON.parse(JSON.stringify(value))));
      }),
    );
  });

  it('2. leaves out none of the ways to write one', () => {
    for (const text of ['2024-02-29T23:59:60Z', '2026-03-14t09:26Z', '2026-03-14 10:26:53,5+0100']) {
      expect(takeInstant(new JsonCursor(Buffer.from(`"${text}"`)))).toBe(parseInstant(text));
    }
  });
});
