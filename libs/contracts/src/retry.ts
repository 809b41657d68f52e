import { setTimeout as delay } from 'node:timers/promises';
import { RegistryError } from './registry-error.ts';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;

/** Tries again while the registry's error is transient and the time is not up; then throws the last error. */
export async function withRetries<T>(budgetMs: number, attempt: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + budgetMs;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return await attempt();
    } catch (error) {
      const again = error instanceof RegistryError && error.transient && performance.now() + wait < deadline;
      if (!again) throw error;
      await delay(wait);
    }
  }
}
