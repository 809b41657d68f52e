import type { NumberRange } from './counter.ts';

/** The same numbers as ascending ranges that neither overlap nor touch. */
export function unite(ranges: Iterable<NumberRange>): NumberRange[] {
  const united: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const before = united.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else united.push([first, last]);
  }
  return united;
}

/** The numbers between the ranges: what is missing from the first number that came to the last. */
export function between(ranges: Iterable<NumberRange>): NumberRange[] {
  const united = unite(ranges);
  return united.slice(1).map(([first], index) => [(united[index]?.[1] ?? first) + 1, first - 1]);
}

const SHOWN = 5;

/** "41 to 43, 57 and 3 more ranges". */
export function rangesText(ranges: readonly NumberRange[]): string {
  const shown = ranges.slice(0, SHOWN).map(([first, last]) => (first === last ? `${first}` : `${first} to ${last}`));
  const more = ranges.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more ranges` : ''}`;
}
