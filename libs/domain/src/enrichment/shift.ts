import type { EpochMicros } from '../kernel/index.ts';
import { localMinutes } from './local-time.ts';

/** Named shifts by the plant's wall clock; `start` is in the shift, `end` is not, and an `end` before `start` is the next day. */
export interface ShiftCalendar {
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly shifts: readonly Shift[];
}
export interface Shift {
  readonly name: string;
  /** `HH:MM`, 00:00 to 23:59. */
  readonly start: string;
  readonly end: string;
}

/** The name of the shift an instant falls into, `null` between shifts. */
export type ShiftOf = (occurredAt: EpochMicros) => string | null;

export const NO_SHIFTS: ShiftOf = () => null;

const MINUTES_A_DAY = 1440;
const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/;

/**
 * Turns a calendar into a look-up of constant time. On the day the clocks change a shift is as long as the wall clock makes it.
 * @throws RangeError naming the field, the value and the rule if the calendar cannot be: bad clock time, unknown zone, overlap.
 */
export function shiftLookup(calendar: ShiftCalendar): ShiftOf {
  const byMinute = new Array<string | null>(MINUTES_A_DAY).fill(null);
  for (const [index, { name, start, end }] of calendar.shifts.entries()) {
    const from = minuteOf(`shifts[${index}].start`, start);
    const until = minuteOf(`shifts[${index}].end`, end);
    const length = (until - from + MINUTES_A_DAY) % MINUTES_A_DAY || MINUTES_A_DAY;
    for (let minute = from; minute < from + length; minute++) {
      const taken = byMinute[minute % MINUTES_A_DAY];
      if (taken) throw new RangeError(`shifts[${index}] "${name}": must not overlap with "${taken}"`);
      byMinute[minute % MINUTES_A_DAY] = name;
    }
  }
  const minuteAt = localMinutes(calendar.timeZone);
  return (occurredAt) => byMinute[minuteAt(occurredAt)] ?? null;
}

function minuteOf(field: string, clock: string): number {
  const match = CLOCK.exec(clock);
  if (match === null) throw new RangeError(`${field} "${clock}": must be a local time HH:MM from 00:00 to 23:59`);
  return Number(match[1]) * 60 + Number(match[2]);
}
