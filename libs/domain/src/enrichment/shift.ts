import type { EpochMicros } from '../kernel/index.ts';
import { isoDate, localClock } from './local-time.ts';

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

/** The shift an instant falls into as `<local date on which it began>/<name>`, `null` between shifts. */
export type ShiftOf = (occurredAt: EpochMicros) => string | null;

export const NO_SHIFTS: ShiftOf = () => null;

const MINUTES_A_DAY = 1440;
const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** A minute of the day that belongs to a shift; `began` is 1 in the part after midnight. */
interface Slot {
  readonly name: string;
  readonly began: 0 | 1;
}

/**
 * Turns a calendar into a look-up of constant time. On the day the clocks change a shift is as long as the wall clock makes it.
 * @throws RangeError naming the field, the value and the rule if the calendar cannot be: bad clock time, unknown zone, overlap.
 */
export function shiftLookup(calendar: ShiftCalendar): ShiftOf {
  const slots = slotsOf(calendar.shifts);
  const clock = localClock(calendar.timeZone);
  // Nearly every reading is of the shift of the reading before it.
  let lastSlot: Slot | undefined;
  let lastDay = NaN;
  let lastShift = '';
  return (occurredAt) => {
    const { day, minute } = clock(occurredAt);
    const slot = slots[minute];
    if (slot === undefined) return null;
    if (slot !== lastSlot || day !== lastDay) {
      lastShift = `${isoDate(day - slot.began)}/${slot.name}`;
      lastSlot = slot;
      lastDay = day;
    }
    return lastShift;
  };
}

function slotsOf(shifts: readonly Shift[]): readonly (Slot | undefined)[] {
  const slots = new Array<Slot | undefined>(MINUTES_A_DAY).fill(undefined);
  for (const [index, { name, start, end }] of shifts.entries()) {
    const from = minuteOf(`shifts[${index}].start`, start);
    const until = minuteOf(`shifts[${index}].end`, end);
    const length = (until - from + MINUTES_A_DAY) % MINUTES_A_DAY || MINUTES_A_DAY;
    const [today, tomorrow]: [Slot, Slot] = [
      { name, began: 0 },
      { name, began: 1 },
    ];
    for (let minute = from; minute < from + length; minute++) {
      const taken = slots[minute % MINUTES_A_DAY];
      if (taken) throw new RangeError(`shifts[${index}] "${name}": must not overlap with "${taken.name}"`);
      slots[minute % MINUTES_A_DAY] = minute < MINUTES_A_DAY ? today : tomorrow;
    }
  }
  return slots;
}

function minuteOf(field: string, clock: string): number {
  const match = CLOCK.exec(clock);
  if (match === null) throw new RangeError(`${field} "${clock}": must be a local time HH:MM from 00:00 to 23:59`);
  return Number(match[1]) * 60 + Number(match[2]);
}
