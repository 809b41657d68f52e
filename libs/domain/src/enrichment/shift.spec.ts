import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localMinutes } from './local-time.ts';
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
    ['2026-01-15T04:59:59Z', 'night'],
    ['2026-01-15T05:00:00Z', 'early'],
    ['2026-07-15T04:00:00Z', 'early'],
    ['2026-07-15T03:59:59Z', 'night'],
    ['2026-01-15T13:00:00Z', 'late'],
    ['2026-01-15T23:30:00Z', 'night'],
    // the hour that happens twice, 02:00 to 03:00 on 25 October 2026
    ['2026-10-25T00:30:00Z', 'night'],
    ['2026-10-25T01:30:00Z', 'night'],
    ['2026-10-25T05:00:00Z', 'early'],
  ])('%s is %s', (iso, name) => {
    expect(shiftLookup(berlin)(micros(iso))).toBe(name);
  });

  it('is null between shifts', () => {
    const day = shiftLookup({ timeZone: 'UTC', shifts: [{ name: 'day', start: '08:00', end: '16:00' }] });
    expect(day(micros('2026-01-01T16:00:00Z'))).toBeNull();
    expect(day(micros('2026-01-01T15:59:59Z'))).toBe('day');
  });

  it('a shift that ends when it starts lasts the whole day', () => {
    const always = shiftLookup({ timeZone: 'UTC', shifts: [{ name: 'all', start: '06:00', end: '06:00' }] });
    fc.assert(fc.property(fc.nat(2_000_000_000), (s) => void expect(always(s * 1e6)).toBe('all')));
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

describe('local minutes', () => {
  it.each(['Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Chatham'])(
    'agree with Intl in %s',
    (timeZone) => {
      const minutes = localMinutes(timeZone);
      const format = new Intl.DateTimeFormat('en-GB', {
        timeZone,
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      });
      fc.assert(
        fc.property(fc.integer({ min: micros('1972-01-01') / 1e6, max: 4e9 }), (seconds) => {
          const [hour, minute] = format
            .format(seconds * 1000)
            .split(':')
            .map(Number) as [number, number];
          expect(minutes(seconds * 1e6)).toBe(hour * 60 + minute);
        }),
        { numRuns: 2000 },
      );
    },
  );
});
