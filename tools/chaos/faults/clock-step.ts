import { SERVICE_NAMES } from '@millrace/local-stack';
import { acting, picked, type Fault } from './fault.ts';

/** Less than ingestion lets a reading be ahead of its own clock. */
const STEP_MS = 120_000;

/** The wall clock of a service is stepped forward, and later back behind the true time, and is then put right. */
export const clockStep: Fault = {
  name: 'clock-step',
  takes: [...SERVICE_NAMES],
  seconds: [10, 30],
  async play({ clocks, tell }, { pick, seconds }) {
    const name = picked(SERVICE_NAMES, pick);
    tell(`  ${name}`);
    clocks[name].step(STEP_MS);
    await acting(seconds / 2);
    clocks[name].step(-STEP_MS);
    await acting(seconds / 2);
    clocks[name].step(0);
  },
};
