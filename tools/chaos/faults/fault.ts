import { setTimeout as delay } from 'node:timers/promises';
import type { Plannable, PlannedFault } from '../plan.ts';
import type { Plant } from '../plant.ts';

/** One way in which things go wrong. */
export interface Fault extends Plannable {
  /** Why it is played only when it is asked for by name; undefined: it is in the deck. */
  readonly onlyByName?: string;
  /** Why this machine cannot play it; undefined when it can. */
  unplayable?(plant: Plant): string | undefined;
  /** Does it. Resolves at its end: from then on nobody is in the way any more, and nobody helps. */
  play(plant: Plant, planned: PlannedFault): Promise<void>;
}

/** The element that a pick (0 ≤ pick < 1) falls on. */
export function picked<T>(items: readonly T[], pick: number): T {
  const item = items[Math.floor(pick * items.length)];
  if (item === undefined) throw new Error(`pick ${pick} of ${items.length}`);
  return item;
}

/** How long the fault acts. */
export const acting = (seconds: number): Promise<void> => delay(seconds * 1_000);
