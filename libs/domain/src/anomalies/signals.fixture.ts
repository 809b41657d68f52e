import type { SeriesReading } from './watch.ts';

/** Small reproducible signals for the tests: one reading a minute, from 2026-01-01. */
export const START = Date.UTC(2026, 0, 1) * 1000;
export const MINUTE = 60_000_000;

/** Uniform noise between -1 and 1 (a linear congruential generator: no chance in tests). */
export function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 0x8000_0000 - 1;
  };
}

export const reading = (
  index: number,
  value: SeriesReading['value'],
  over: Partial<SeriesReading> = {},
): SeriesReading => {
  const occurredAt = over.occurredAt ?? START + index * MINUTE;
  return { value, quality: 'GOOD', occurredAt, receivedAt: occurredAt + 1_000, ...over };
};

/** `count` readings of a signal given by its index. */
export const signal = (count: number, value: (index: number) => number): SeriesReading[] =>
  Array.from({ length: count }, (_, index) => reading(index, value(index)));

/** A steady machine around 60 with unrest 1, and a disturbance on top. */
export const machine = (count: number, disturbance: (index: number) => number, seed = 7): SeriesReading[] => {
  const unrest = noise(seed);
  return signal(count, (index) => 60 + unrest() + disturbance(index));
};
