const ROUNDS = 7;
const ROUND_MS = 400;

/** Records a second of a loop over `records` records: the best of several rounds, the first of which warm up the compiler. */
export function recordsPerSecond(records: number, loop: () => unknown): number {
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    let loops = 0;
    do {
      loop();
      loops++;
    } while (performance.now() - start < ROUND_MS);
    best = Math.max(best, (loops * records * 1000) / (performance.now() - start));
  }
  return best;
}
