import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosReport, FaultReport } from './check/report.ts';
import { settle } from './check/settle.ts';
import type { Fault } from './faults/fault.ts';
import { METRICS } from './load/load-plant.ts';
import type { Step } from './plan.ts';
import type { Plant } from './plant.ts';
import { untilRecovered } from './recovery.ts';

export interface RunOptions {
  readonly seed: number;
  readonly steps: Iterable<Step>;
  readonly faults: readonly Fault[];
  /** No step begins after so many minutes. */
  readonly minutes: number;
}

const PROGRESS_MS = 5_000;

/** Plays the steps one after the other under load, each until everything works again, then stops the load and counts. */
export async function runChaos(plant: Plant, options: RunOptions): Promise<ChaosReport> {
  const { tell, load, ledger } = plant;
  const began = performance.now();
  const at = (): number => Math.round((performance.now() - began) / 100) / 10;
  const faults: FaultReport[] = [];
  const skipped = new Set<string>();
  load.start();
  const progress = setInterval(() => tell(`${ledger.total * METRICS} readings acknowledged`), PROGRESS_MS);
  try {
    for (const step of options.steps) {
      if (at() >= options.minutes * 60) break;
      const played = await playStep(plant, options.faults, step, at, skipped);
      faults.push(...played);
      if (played.some(({ recoveredAfterSeconds }) => recoveredAfterSeconds === null)) break;
    }
    tell('stopping the load');
    await load.stop();
  } finally {
    clearInterval(progress);
  }
  tell('counting');
  return { seed: options.seed, ...(await settle(plant)), faults, skipped: [...skipped] };
}

async function playStep(
  plant: Plant,
  deck: readonly Fault[],
  step: Step,
  at: () => number,
  skipped: Set<string>,
): Promise<FaultReport[]> {
  await delay(step.calmSeconds * 1_000);
  const played = await Promise.all(
    step.faults.map(async (planned) => {
      const fault = deck.find(({ name }) => name === planned.name);
      if (fault === undefined) throw new Error(`the plan names ${planned.name}, which is no fault`);
      const reason = fault.unplayable?.(plant);
      if (reason !== undefined) {
        skipped.add(`${fault.name}: ${reason}`);
        return [];
      }
      await delay(planned.afterSeconds * 1_000);
      const begun = at();
      plant.tell(`${fault.name} begins`);
      await fault.play(plant, planned);
      plant.tell(`${fault.name} ended after ${(at() - begun).toFixed(1)} s`);
      return [{ name: fault.name, at: begun }];
    }),
  );
  if (played.flat().length === 0) return [];
  const { seconds, waitingFor } = await untilRecovered(plant);
  plant.tell(seconds === undefined ? `not recovered: ${waitingFor}` : `recovered after ${seconds} s`);
  return played.flat().map((one) => ({ ...one, recoveredAfterSeconds: seconds ?? null }));
}
