import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from './instant.ts';

describe('parseInstant', () => {
  it('1. reads what Date writes, to the millisecond', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
        (date) => {
          expect(parseInstant(date.toISOString())).toBe(date.getTime() * 1_000);
          expect(parseInstant(date.getTime())).toBe(date.getTime() * 1_000);
        },
      ),
    );
  });

  it.each([
    ['2026-03-14T09:26:53Z', '2026-03-14T09:26:53.000Z', 0],
    ['2026-03-14T09:26Z', '2026-03-14T09:26:00.000Z', 0],
    ['2026-03-14T10:26:53.5+01:00', '2026-03-14T09:26:53.500Z', 0],
    ['2026-03-14T03:56:53,25-0530', '2026-03-14T09:26:53.250Z', 0],
    ['2026-03-14T09:26:53.123456789Z', '2026-03-14T09:26:53.123Z', 456],
    ['2024-02-29T23:59:60Z', '2024-03-01T00:00:00.000Z', 0],
  ])('2. reads %s', (text, iso, extraMicros) => {
    expect(parseInstant(text)).toBe(Date.parse(iso) * 1_000 + extraMicros);
  });

  it.each([
    ['no zone', '2026-03-14T09:26:53'],
    ['a day that is not', '2026-02-30T00:00:00Z'],
    ['no leap year', '2025-02-29T00:00:00Z'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['hour 24', '2026-03-14T24:00:00Z'],
    ['a date only', '2026-03-14'],
    ['words', 'yesterday'],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['nothing', undefined],
    ['an object', {}],
  ])('3. does not guess: %s', (_name, input) => {
    expect(parseInstant(input)).toBeUndefined();
  });

  it('4. never throws', () => {
    fc.assert(fc.property(fc.anything(), (input) => void parseInstant(input)));
  });
});
