import { rises } from '../load/messages.ts';

/** Alarms that so many messages of each device raise; the odd devices' readings are late and page nobody. */
export function expectedAlarms(counts: ReadonlyMap<string, number>, odd: readonly string[]): number {
  let expected = 0;
  for (const [device, count] of counts) if (!odd.includes(device)) expected += rises(count);
  return expected;
}
