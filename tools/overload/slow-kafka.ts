import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '@millrace/local-stack';

/** A period: Kafka is well, then it stutters, then it stands still. Seconds. */
export interface SlowPattern {
  readonly well: number;
  readonly stutter: number;
  readonly still: number;
}

const [STOPPED_MS, GOING_MS] = [700, 300];

/** Makes Kafka slow again and again until told to stop, by stopping its process (SIGSTOP); it goes on at the end, whatever happens. */
export async function slowKafka(stack: Stack, pattern: SlowPattern, signal: AbortSignal): Promise<void> {
  const pause = (ms: number): Promise<unknown> => sleep(ms, undefined, { signal }).catch(() => undefined);
  const stop = async (ms: number): Promise<void> => {
    await stack.kill('kafka', 'SIGSTOP');
    await pause(ms);
    await stack.kill('kafka', 'SIGCONT');
  };
  while (!signal.aborted) {
    await pause(pattern.well * 1_000);
    const until = performance.now() + pattern.stutter * 1_000;
    while (!signal.aborted && performance.now() < until) {
      await stop(STOPPED_MS);
      await pause(GOING_MS);
    }
    if (!signal.aborted) await stop(pattern.still * 1_000);
  }
}
