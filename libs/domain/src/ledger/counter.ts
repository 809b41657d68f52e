import type { EpochMicros } from '../kernel/index.ts';

/** Numbers from `first` to `last`, both included. */
export type NumberRange = readonly [first: number, last: number];

/**
 * What is known of the numbers a source gives its messages. `gaps` are ascending and disjoint; `abandoned` counts numbers of gaps that
 * no longer fit in: they stay missing until the counter begins anew.
 */
export interface CounterState {
  /** The number after the highest seen. */
  readonly next: number;
  readonly gaps: readonly NumberRange[];
  readonly abandoned: number;
  /** When the oldest gap that is still open showed, clock of ingestion; null without one. */
  readonly since: EpochMicros | null;
  readonly repeats: number;
  readonly resets: number;
}

/** Gaps remembered one by one. A source with more has lost its counter or its line. */
export const GAPS_KEPT = 32;
/** A number this far back, or nearer, that was seen before is a repeat; one further back means that the counter began anew. */
export const REPEAT_WINDOW = 1_024;

/**
 * The state after a message with `number`.
 * - the next number, and a higher one: everything between is a gap, until it comes;
 * - a number of a gap: the gap is (partly) filled;
 * - 0, or a number more than REPEAT_WINDOW back: the source began anew, and what was missing before is forgotten;
 * - any other number: a repeat.
 * The first number ever seen starts the count: what was before it, nobody knows.
 */
export function followCounter(state: CounterState | undefined, number: number, receivedAt: EpochMicros): CounterState {
  if (state === undefined) return { next: number + 1, gaps: [], abandoned: 0, since: null, repeats: 0, resets: 0 };
  if (number === state.next) return { ...state, next: number + 1 };
  if (number > state.next) return leap(state, number, receivedAt);
  const filled = fill(state.gaps, number);
  if (filled !== undefined) {
    return { ...state, gaps: filled, since: filled.length + state.abandoned === 0 ? null : state.since };
  }
  if (number === 0 || state.next - number > REPEAT_WINDOW) {
    return { next: number + 1, gaps: [], abandoned: 0, since: null, repeats: state.repeats, resets: state.resets + 1 };
  }
  return { ...state, repeats: state.repeats + 1 };
}

/** How many numbers are missing. */
export function missingNumbers({ gaps, abandoned }: Pick<CounterState, 'gaps' | 'abandoned'>): number {
  return gaps.reduce((sum, [first, last]) => sum + last - first + 1, abandoned);
}

function leap(state: CounterState, number: number, receivedAt: EpochMicros): CounterState {
  const gaps = [...state.gaps, [state.next, number - 1] as const];
  let { abandoned } = state;
  while (gaps.length > GAPS_KEPT) {
    const [first, last] = gaps.shift() ?? [0, -1];
    abandoned += last - first + 1;
  }
  return { ...state, next: number + 1, gaps, abandoned, since: state.since ?? receivedAt };
}

/** The gaps without a number; undefined when it is in none of them. */
function fill(gaps: readonly NumberRange[], number: number): NumberRange[] | undefined {
  const at = gaps.findIndex(([first, last]) => first <= number && number <= last);
  const gap = gaps[at];
  if (gap === undefined) return undefined;
  const [first, last] = gap;
  const rest: NumberRange[] = [];
  if (first < number) rest.push([first, number - 1]);
  if (number < last) rest.push([number + 1, last]);
  return [...gaps.slice(0, at), ...rest, ...gaps.slice(at + 1)];
}
