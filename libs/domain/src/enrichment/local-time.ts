import type { EpochMicros } from '../kernel/index.ts';

const MICROS_A_MINUTE = 60_000_000;
const BLOCK = 15;
const REMEMBERED_BLOCKS = 4096;

/**
 * The minute of the local day (0 to 1439) of an instant. The calendar arithmetic of `Intl` costs microseconds, so its answer is
 * kept per quarter of an hour: every zone of the tz database has changed its offset on such a boundary since 1972.
 * @throws RangeError if the zone is not in the tz database
 */
export function localMinutes(timeZone: string): (instant: EpochMicros) => number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const starts = new Map<number, number>();
  let lastBlock = NaN;
  let lastStart = 0;
  return (instant) => {
    const minute = Math.floor(instant / MICROS_A_MINUTE);
    const block = Math.floor(minute / BLOCK);
    if (block !== lastBlock) {
      lastStart = starts.get(block) ?? startOf(block);
      lastBlock = block;
    }
    return (lastStart + minute - block * BLOCK) % 1440;
  };

  function startOf(block: number): number {
    const [hour, minute] = format.format(block * BLOCK * 60_000).split(':');
    const start = Number(hour) * 60 + Number(minute);
    if (starts.size >= REMEMBERED_BLOCKS) starts.clear();
    starts.set(block, start);
    return start;
  }
}
