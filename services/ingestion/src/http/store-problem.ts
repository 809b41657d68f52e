import { ProblemException, rootLogger } from '@millrace/platform';
import { BackpressureError, RecordTooLargeError } from '@millrace/streaming';
import { countRefused } from '../pressure/doors.ts';

/** A write that did not come back: the client must send again, with the same messageId to be the same event. */
export function toProblem(reason: unknown): ProblemException {
  if (reason instanceof BackpressureError) {
    countRefused('http', 'full');
    return new ProblemException(503, { detail: 'Too much is waiting to be stored; send again.', retryAfterSeconds: 1 });
  }
  if (reason instanceof RecordTooLargeError) {
    return new ProblemException(413, { detail: `One device message is too large to be stored: ${reason.message}.` });
  }
  rootLogger().error({ err: reason }, 'could not append to Kafka');
  const detail = 'The event store did not confirm every message; send again, with the same messageIds.';
  return new ProblemException(503, { detail, retryAfterSeconds: 5 });
}

/** Kafka is slow or away: whether the messages will be there nobody knows yet, so the client must send them again. */
export function notInTime(afterMs: number): ProblemException {
  const detail = `The event store did not confirm within ${afterMs / 1_000} s; send again, with the same messageIds.`;
  return new ProblemException(503, { detail, retryAfterSeconds: 1 + 4 * Math.random() });
}
