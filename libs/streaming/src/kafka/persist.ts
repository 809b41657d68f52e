import type { Logger } from '@millrace/platform';
import { backOff } from '../backoff.ts';
import { inTime } from './in-time.ts';

const ATTEMPTS = 12;
/** More than kafkajs takes for an attempt of its own, with all it repeats within. */
const ATTEMPT_MS = 60_000;

/**
 * Asks the cluster again when a coordinator or leader has moved, is not known yet or does not answer (kafkajs gives up on those
 * for most questions); some ten seconds in all. `recover` runs before each new attempt.
 */
export async function persist<T>(
  logger: Logger,
  question: () => Promise<T>,
  recover: () => Promise<unknown>,
): Promise<T> {
  const never = new AbortController().signal;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await inTime('asking the cluster', ATTEMPT_MS, question());
    } catch (err) {
      if (attempt === ATTEMPTS) throw err;
      logger.debug({ err }, 'asking the cluster again');
      await backOff(attempt, 20, 1_500, never);
      await inTime('learning the cluster anew', ATTEMPT_MS, recover()).catch((again: unknown) =>
        logger.debug({ err: again }, 'the cluster does not answer'),
      );
    }
  }
}
