import type { EpochMicros } from '../kernel/index.ts';

const ISO = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:([Zz])|([+-])(\d\d):?(\d\d))$/;

export const INSTANT_RULE =
  'must be ISO 8601 with a time zone (2026-03-14T09:26:53.589Z) or epoch milliseconds (1773480413589)';

/**
 * An instant as clients write it: ISO 8601 with a zone (a local time without one is ambiguous) or epoch milliseconds.
 * Nanoseconds are cut to microseconds. `undefined`: it is neither.
 */
export function parseInstant(input: unknown): EpochMicros | undefined {
  if (typeof input === 'number') return Number.isFinite(input) ? Math.round(input * 1_000) : undefined;
  if (typeof input !== 'string') return undefined;
  const match = ISO.exec(input);
  return match === null ? undefined : fromParts(match);
}

function fromParts(match: RegExpExecArray): EpochMicros | undefined {
  const part = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day] = [part(1), part(2), part(3)];
  const [hour, minute, second] = [part(4), part(5), part(6)];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  // Second 60 is a leap second: it is the first instant of the next minute, as POSIX counts.
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const [zoneHours, zoneMinutes] = [part(10), part(11)];
  if (zoneHours > 23 || zoneMinutes > 59) return undefined;
  const offset = (match[9] === '-' ? -1 : 1) * (zoneHours * 60 + zoneMinutes) * 60_000;
  const millis = Date.UTC(year, month - 1, day, hour, minute, second) - offset;
  return millis * 1_000 + Number((match[7] ?? '').padEnd(6, '0').slice(0, 6));
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}
