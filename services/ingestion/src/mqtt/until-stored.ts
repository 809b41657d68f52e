import { setTimeout as delay } from 'node:timers/promises';
import { stopping, type Logger } from '@millrace/platform';

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 5_000;

/**
 * Tries until the write succeeds: an MQTT broker has no "come back later", and what is not acknowledged stays with it.
 * @throws the last error, once the process was told to stop.
 */
export async function untilStored<T>(write: () => Promise<T>, logger: Logger): Promise<T> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    try {
      return await write();
    } catch (err) {
      if (stopping.aborted) throw err;
      logger.warn({ err, wait }, 'could not store an MQTT message yet');
      await delay(wait, undefined, { signal: stopping });
    }
  }
}
