import { once } from 'node:events';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@millrace/local-stack';
import type { ChaosReport } from './check/report.ts';
import { allFaults } from './faults/all-faults.ts';
import type { ChaosOptions } from './options.ts';
import { planOf } from './plan.ts';
import { startPlant } from './plant.ts';
import { runChaos } from './run.ts';
import { SHORT_STEPS } from './short-steps.ts';

/**
 * Starts a plant in a folder of its own, plays the faults and counts. The folder, with all logs, is left to the caller. When it is
 * interrupted it stops everything, unmounts its disks and rejects with the signal's reason.
 */
export async function chaos(
  options: Omit<ChaosOptions, 'json'>,
  tell: (line: string) => void,
  interrupted: AbortSignal = new AbortController().signal,
): Promise<{ readonly report: ChaosReport; readonly dir: string }> {
  const { seed, minutes, only, short, readingsPerSecond } = options;
  const faults = allFaults(minutes);
  const unknown = only?.filter((name) => !faults.some((fault) => fault.name === name)) ?? [];
  if (unknown.length > 0) {
    throw new Error(`--only names ${unknown.join(', ')}: must be of ${faults.map(({ name }) => name).join(', ')}`);
  }
  const deck = faults.filter(({ name, onlyByName }) => only?.includes(name) ?? onlyByName === undefined);
  const parent = join(repositoryRoot(), '.millrace');
  mkdirSync(parent, { recursive: true });
  const dir = mkdtempSync(join(parent, 'chaos-'));
  tell(`seed ${seed}; data and logs are in ${dir}`);
  const plant = await startPlant({ dir, readingsPerSecond, tell });
  try {
    const steps = short ? SHORT_STEPS : planOf(seed, deck);
    interrupted.throwIfAborted(); // while the plant was starting
    const interruption = once(interrupted, 'abort').then(() => interrupted.throwIfAborted() as never);
    return { report: await Promise.race([runChaos(plant, { seed, steps, faults, minutes }), interruption]), dir };
  } finally {
    tell('stopping everything');
    await plant.stop();
  }
}
