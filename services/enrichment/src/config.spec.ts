import { loadSettings } from '@millrace/platform';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from './config.ts';

const calendar = { timeZone: 'Europe/Berlin', shifts: [{ name: 'early', start: '06:00', end: '14:00' }] };
const load = (env: Record<string, string>) => loadSettings(settingsSchema, env);

describe('the settings', () => {
  it('1. have a default for everything', () => {
    expect(load({})).toMatchObject({ HTTP_PORT: 8082, DEDUPE_WINDOW_EVENTS: 50_000, COMMAND_TIMEOUT_MS: 10_000 });
    expect(load({}).SHIFT_CALENDAR(0)).toBeNull();
  });

  it('2. turn a calendar into a look-up', () => {
    const { SHIFT_CALENDAR: shiftOf } = load({ SHIFT_CALENDAR: JSON.stringify(calendar) });
    expect(shiftOf(Date.parse('2026-07-01T05:00:00Z') * 1000)).toBe('2026-07-01/early');
  });

  it.each([
    ['{', /SHIFT_CALENDAR/],
    [JSON.stringify({ ...calendar, timeZone: 'Mars/Olympus' }), /time zone/i],
    [JSON.stringify({ ...calendar, shifts: [...calendar.shifts, ...calendar.shifts] }), /must not overlap/],
  ])('3. refuse the calendar %s', (text, message) => {
    expect(() => load({ SHIFT_CALENDAR: text })).toThrow(message);
  });
});
