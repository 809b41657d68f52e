import type { EpochMicros } from '../../kernel/index.ts';

const [ZERO, DASH, T, COLON, DOT, Z] = [0x30, 0x2d, 0x54, 0x3a, 0x2e, 0x5a];
/** Length of `2026-03-14T09:26:53`. */
const TO_SECONDS = 19;
const MAX_FRACTION = 9;
const MICRO_DIGITS = 6;
/** A year from which on days are counted here without a thought for earlier calendars and two-digit years. */
const FIRST_YEAR = 1970;
/** Days of each month. The 29th of February takes the other way. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Days from March 1st of year 0 to 1970. */
const DAYS_TO_1970 = 719_468;

/** The instant that `2026-03-14T09:26:53.589Z`, as most write it, stands for; NaN for everything else, whether it is one or not. */
export function usualInstant(bytes: Uint8Array, start: number, stop: number): EpochMicros {
  if (stop - start <= TO_SECONDS || bytes[stop - 1] !== Z) return NaN;
  if (bytes[start + 4] !== DASH || bytes[start + 7] !== DASH || bytes[start + 10] !== T) return NaN;
  if (bytes[start + 13] !== COLON || bytes[start + 16] !== COLON) return NaN;
  const century = twoDigits(bytes, start);
  const yearOfCentury = twoDigits(bytes, start + 2);
  const month = twoDigits(bytes, start + 5);
  const day = twoDigits(bytes, start + 8);
  const hour = twoDigits(bytes, start + 11);
  const minute = twoDigits(bytes, start + 14);
  const second = twoDigits(bytes, start + 17);
  const micros = microsOf(bytes, start + TO_SECONDS, stop - 1);
  // Of several numbers one at least is negative when the bits of all of them together are.
  if ((century | yearOfCentury | (month - 1) | (day - 1) | hour | minute | second | micros) < 0) return NaN;
  const year = century * 100 + yearOfCentury;
  if (year < FIRST_YEAR || day > (DAYS[month - 1] ?? 0) || hour > 23 || minute > 59 || second > 59) return NaN;
  return (((daysTo(year, month, day) * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000 + micros;
}

/** Days since 1970-01-01, by years that begin in March, so that a leap day is the last one of its year. */
function daysTo(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const m = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  // Five months from March on have 153 days, and so have the next five.
  return y * 365 + leapDays + Math.floor((153 * m + 2) / 5) + day - 1 - DAYS_TO_1970;
}

/** Microseconds of `.589`, cut, not rounded; 0 of nothing; negative when it is no fraction. */
function microsOf(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return 0;
  const count = end - start - 1;
  if (bytes[start] !== DOT || count < 1 || count > MAX_FRACTION) return -1;
  let micros = 0;
  for (let place = 0; place < Math.max(count, MICRO_DIGITS); place++) {
    const digit = place < count ? (bytes[start + 1 + place] ?? 0) - ZERO : 0;
    if (digit < 0 || digit > 9) return -1;
    if (place < MICRO_DIGITS) micros = micros * 10 + digit;
  }
  return micros;
}

/** The number that two decimal digits stand for; negative when one is none. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO;
  const ones = (bytes[at + 1] ?? 0) - ZERO;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
}
