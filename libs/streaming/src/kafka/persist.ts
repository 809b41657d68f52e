import type { Logger } from '@millrace/platform';
import { backOff } from '../backoff.ts';

const ATTEMPTS = 12;

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
      return await question();
    } catch (err) {
      if (attempt === ATTEMPTS) throw err;
      logger.debug({ err }, 'asking the cluster again');
      await backOff(attempt, 20, 1_500, never);
      await recover().catch((again: unknown) => logger.debug({ err: again }, 'the cluster does not answer'));
    }
  }
}
