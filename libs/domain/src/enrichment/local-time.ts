import type { EpochMicros } from '../kernel/index.ts';

const MICROS_A_MINUTE = 60_000_000;
const BLOCK = 15;
const REMEMBERED_BLOCKS = 4096;

/** The wall clock of a place: day as days since 1970-01-01 in the local calendar, minute of that day (0 to 1439). */
export interface LocalTime {
  readonly day: number;
  readonly minute: number;
}

/**
 * Reads the wall clock of a time zone. The calendar arithmetic of `Intl` costs microseconds, so its answer is kept per quarter
 * of an hour. The few quarters within which a zone changes its offset (St. John's did at 00:01 until 2011) are asked minute by minute.
 * @throws RangeError if the zone is not in the tz database
 */
export function localClock(timeZone: string): (instant: EpochMicros) => LocalTime {
  const two = '2-digit';
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, calendar: 'iso8601', hourCycle: 'h23' },
    ...{ year: 'numeric', month: two, day: two, hour: two, minute: two },
  });
  const starts = new Map<number, LocalTime | undefined>();
  return (instant) => {
    const minute = Math.floor(instant / MICROS_A_MINUTE);
    const block = Math.floor(minute / BLOCK);
    let start = starts.get(block);
    if (start === undefined && !starts.has(block)) {
      if (starts.size >= REMEMBERED_BLOCKS) starts.clear();
      starts.set(block, (start = evenStart(format, block * BLOCK)));
    }
    if (start === undefined) return wallClock(format, minute);
    return { day: start.day, minute: start.minute + minute - block * BLOCK };
  };
}

/** The ISO 8601 date of a local day. */
export function isoDate(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** The wall clock at the first minute of a block; undefined when it does not go on minute by minute to the last one. */
function evenStart(format: Intl.DateTimeFormat, first: number): LocalTime | undefined {
  const [start, last] = [wallClock(format, first), wallClock(format, first + BLOCK - 1)];
  return last.day === start.day && last.minute === start.minute + BLOCK - 1 ? start : undefined;
}

function wallClock(format: Intl.DateTimeFormat, minute: number): LocalTime {
  const parts = new Map(format.formatToParts(minute * 60_000).map((part) => [part.type, Number(part.value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? NaN;
  const day = Date.UTC(part('year'), part('month') - 1, part('day')) / 86_400_000;
  return { day, minute: part('hour') * 60 + part('minute') };
}
