import { ProblemException } from '@millrace/platform/nest';
import { describe, expect, it } from 'vitest';
import { assertStretch, count, instant } from './params.ts';

describe('query parameters', () => {
  it.each([
    ['2026-05-01T06:00:00Z', Date.UTC(2026, 4, 1, 6) * 1000],
    ['2026-05-01T08:00:00.250+02:00', (Date.UTC(2026, 4, 1, 6) + 250) * 1000],
    ['1777615200000', Date.UTC(2026, 4, 1, 6) * 1000],
    ['0', 0],
  ])('1. %s is an instant', (text, micros) => {
    expect(instant().parse(text)).toBe(micros);
  });

  it.each(['2026-05-01', '2026-05-01T06:00:00', 'yesterday', '-1', '99999999999999', '', '2300-01-01T00:00:00Z'])(
    '2. "%s" is none',
    (text) => expect(instant().safeParse(text).success).toBe(false),
  );

  it('3. a stretch goes forward, and not too far', () => {
    const day = 86_400e6;
    expect(() => assertStretch({ from: 0, to: 10 * day }, 10)).not.toThrow();
    for (const to of [0, 10 * day + 1]) expect(() => assertStretch({ from: 0, to }, 10)).toThrow(ProblemException);
  });

  it('4. numbers keep to their bounds', () => {
    expect(count(1, 10, 5).parse(undefined)).toBe(5);
    for (const text of ['0', '11', '1.5', 'x', '-3']) expect(count(1, 10, 5).safeParse(text).success).toBe(false);
  });
});
