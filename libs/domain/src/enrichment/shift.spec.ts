import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDate, localClock } from './local-time.ts';
import type { ShiftCalendar } from './shift.ts';
import { shiftLookup } from './shift.ts';

const micros = (iso: string) => Date.parse(iso) * 1000;
const berlin: ShiftCalendar = {
  timeZone: 'Europe/Berlin',
  shifts: [
    { name: 'early', start: '06:00', end: '14:00' },
    { name: 'late', start: '14:00', end: '22:00' },
    { name: 'night', start: '22:00', end: '06:00' },
  ],
};

describe('the shift of an instant', () => {
  it.each([
    ['2026-01-15T04:59:59Z', '2026-01-14/night'],
    ['2026-01-15T05:00:00Z', '2026-01-15/early'],
    ['2026-07-15T04:00:00Z', '2026-07-15/early'],
    ['2026-07-15T03:59:59Z', '2026-07-14/night'],
    ['2026-01-15T13:00:00Z', '2026-01-15/late'],
    ['2026-01-15T22:30:00Z', '2026-01-15/night'],
    ['2026-01-15T23:30:00Z', '2026-01-15/night'],
    // the hour that happens twice, 02:00 to 03:00 on 25 October 2026
    ['2026-10-25T00:30:00Z', '2026-10-24/night'],
    ['2026-10-25T01:30:00Z', '2026-10-24/night'],
    ['2026-10-25T05:00:00Z', '2026-10-25/early'],
  ])('%s is %s', (iso, shift) => {
    expect(shiftLookup(berlin)(micros(iso))).toBe(shift);
  });

  it('is null between shifts', () => {
    const day = shiftLookup({ timeZone: 'UTC', shifts: [{ name: 'day', start: '08:00', end: '16:00' }] });
    expect(day(micros('2026-01-01T16:00:00Z'))).toBeNull();
    expect(day(micros('2026-01-01T15:59:59Z'))).toBe('2026-01-01/day');
  });

  it('does not depend on what was asked before', () => {
    const shared = shiftLookup(berlin);
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 4e9 }), (seconds) => {
        expect(shared(seconds * 1e6)).toBe(shiftLookup(berlin)(seconds * 1e6));
      }),
    );
  });

  it('a shift that ends when it starts lasts the whole day', () => {
    const always = shiftLookup({ timeZone: 'UTC', shifts: [{ name: 'all', start: '06:00', end: '06:00' }] });
    expect(always(micros('2026-01-02T05:59:00Z'))).toBe('2026-01-01/all');
    expect(always(micros('2026-01-02T06:00:00Z'))).toBe('2026-01-02/all');
  });

  it.each([
    [{ ...berlin, timeZone: 'Mars/Olympus' }, /time zone/i],
    [{ timeZone: 'UTC', shifts: [{ name: 'x', start: '6:00', end: '14:00' }] }, /shifts\[0\]\.start "6:00": must be/],
    [
      { timeZone: 'UTC', shifts: [...berlin.shifts, { name: 'x', start: '05:00', end: '07:00' }] },
      /overlap with "night"/,
    ],
  ])('refuses a calendar that cannot be', (calendar, message) => {
    expect(() => shiftLookup(calendar)).toThrow(message);
  });
});

describe('the local clock', () => {
  it('is right within a quarter of an hour in which the offset changes', () => {
    const clock = localClock('America/St_Johns');
    // One minute past midnight became one minute past eleven of the day before.
    const at = (time: string) => clock(micros(`1995-10-29T${time}Z`));
    expect([at('02:30:00'), at('02:31:00'), at('02:45:00')].map(({ day, minute }) => [isoDate(day), minute])).toEqual([
      ['1995-10-29', 0],
      ['1995-10-28', 23 * 60 + 1],
      ['1995-10-28', 23 * 60 + 15],
    ]);
  });

  it.each(['Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Chatham'])(
    'is that of Intl in %s',
    (timeZone) => {
      const clock = localClock(timeZone);
      const time = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' });
      const date = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
      fc.assert(
        fc.property(fc.integer({ min: micros('1972-01-01') / 1e6, max: 4e9 }), (seconds) => {
          const { day, minute } = clock(seconds * 1e6);
          const shown = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
          expect(`${isoDate(day)} ${shown}`).toBe(`${date.format(seconds * 1000)} ${time.format(seconds * 1000)}`);
        }),
        { numRuns: 1000 },
      );
    },
  );
});
