import { setTimeout as delay } from 'node:timers/promises';
import { EncodeError } from '@millrace/contracts';
import { stopping, type Logger } from '@millrace/platform';
import { RecordTooLargeError } from '@millrace/streaming';

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 5_000;

/**
 * Tries until the write succeeds: an MQTT broker has no "come back later", and what is not acknowledged stays with it.
 * A message that can never be stored as it is must not be tried for ever, or it would block its session: `instead` is then
 * written, which keeps its bytes.
 * @throws the last error, once the process was told to stop.
 */
export async function untilStored(
  write: () => Promise<unknown>,
  instead: (reason: Error) => Promise<unknown>,
  logger: Logger,
): Promise<void> {
  let attempt = write;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    try {
      await attempt();
      return;
    } catch (err) {
      if (stopping.aborted) throw err;
      if (isPermanent(err)) {
        if (attempt !== write) throw err;
        logger.error({ err }, 'an MQTT message cannot be stored; keeping its bytes as rejected');
        attempt = () => instead(err);
        continue;
      }
      logger.warn({ err, wait }, 'could not store an MQTT message yet');
      await delay(wait, undefined, { signal: stopping });
    }
  }
}

function isPermanent(err: unknown): err is Error {
  return err instanceof EncodeError || err instanceof RecordTooLargeError;
}
