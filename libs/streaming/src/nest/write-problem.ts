import { ProblemException } from '@millrace/platform/nest';
import { BackpressureError } from '../append/errors.ts';
import { CommandTimeout } from '../tail/command-bus.ts';

/**
 * What the caller is told when a write got no answer: 503 where it was not taken, 504 where it is on its way and `read` (e.g. "Read
 * the asset") shows later what became of it. Any other error is returned as it is.
 */
export function writeProblem(error: unknown, read: string): unknown {
  if (error instanceof CommandTimeout) {
    const detail = `Command ${error.commandId} is on its way, but its outcome is not known yet. ${read} before sending it again.`;
    return new ProblemException(504, { detail });
  }
  if (error instanceof BackpressureError) {
    return new ProblemException(503, { detail: 'Too many writes are waiting for Kafka.', retryAfterSeconds: 1 });
  }
  return error;
}
