import { randomOf, shuffled } from './random.ts';

/** What the plan has to know of a fault. */
export interface Plannable {
  readonly name: string;
  /** What it takes away. Two faults that take the same thing never overlap: that is more than the product promises to bear. */
  readonly takes: readonly string[];
  /** Shortest and longest time it acts, seconds. */
  readonly seconds: readonly [number, number];
}

export interface PlannedFault {
  readonly name: string;
  /** Which of several targets, 0 ≤ pick < 1; the fault makes of it what it needs. */
  readonly pick: number;
  readonly seconds: number;
  /** Waits so long after the step's beginning. */
  readonly afterSeconds: number;
}

/** Faults that act together, and the calm before them. */
export interface Step {
  readonly calmSeconds: number;
  readonly faults: readonly PlannedFault[];
}

const TOGETHER = 0.35;
const CALM_SECONDS = [1, 4] as const;
const APART_SECONDS = 3;

/**
 * The faults of a run, without end: the whole deck in a random order, then again in another one. Every third step or so two faults
 * overlap. The same seed and faults give the same plan; how long a run is decides only where it stops.
 */
export function* planOf(seed: number, faults: readonly Plannable[]): Generator<Step, never> {
  const random = randomOf(seed);
  const between = ([low, high]: readonly [number, number]): number => low + random() * (high - low);
  const plan = ({ name, seconds }: Plannable, first: boolean): PlannedFault => {
    const planned = { name, pick: random(), seconds: round(between(seconds)) };
    return { ...planned, afterSeconds: first ? 0 : round(random() * APART_SECONDS) };
  };
  for (;;) {
    const deck = shuffled(faults, random);
    while (deck.length > 0) {
      const [one] = deck.splice(0, 1) as [Plannable];
      const calmSeconds = round(between(CALM_SECONDS));
      const planned = [plan(one, true)];
      const partner = deck.findIndex(({ takes }) => !takes.some((thing) => one.takes.includes(thing)));
      if (random() < TOGETHER && partner >= 0) planned.push(plan(deck.splice(partner, 1)[0] as Plannable, false));
      yield { calmSeconds, faults: planned };
    }
  }
}

const round = (seconds: number): number => Math.round(seconds * 10) / 10;
