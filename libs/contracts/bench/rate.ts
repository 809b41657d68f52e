const ROUNDS = 7;
const ROUND_MS = 400;

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/**
 * Records a core-second of a loop over `records` records: the best of several rounds, the first of which warm up the compiler. CPU
 * time (garbage collection included), not the clock, so that a busy machine changes it little.
 */
export async function recordsPerCoreSecond(records: number, loop: () => unknown): Promise<number> {
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const start = cpuMs();
    let loops = 0;
    do {
      await loop();
      loops++;
    } while (cpuMs() - start < ROUND_MS);
    best = Math.max(best, (loops * records * 1000) / (cpuMs() - start));
  }
  return best;
}
