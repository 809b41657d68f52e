import { trace } from '@opentelemetry/api';
import type { Logger } from '../logging/logger.ts';
import { ProblemException, type Problem } from '../problem/problem.ts';
import { problemOf } from './problem-of.ts';

/** What a request was, for the log and the answer. */
export interface FailedRequest {
  readonly method: string;
  readonly url: string;
  readonly requestId?: string;
}

/** An error as an answer: problem details (RFC 9457), and the headers that belong to them. */
export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Problem;
}

/** The answer to a request that failed. What nobody meant for clients is logged here, since the answer does not tell. */
export function problemAnswer(error: unknown, request: FailedRequest, logger: Logger): ProblemAnswer {
  const problem = problemOf(error);
  if (problem.status >= 500 && !(error instanceof ProblemException)) {
    logger.error({ err: error, ...request }, 'request failed');
  }
  const headers: Record<string, string> = { 'content-type': 'application/problem+json; charset=utf-8' };
  if (error instanceof ProblemException && error.details.retryAfterSeconds !== undefined) {
    headers['retry-after'] = String(Math.max(1, Math.ceil(error.details.retryAfterSeconds)));
  }
  if (problem.status === 401) headers['www-authenticate'] = 'Bearer';
  const traceId = trace.getActiveSpan()?.spanContext().traceId;
  const body = { ...problem, instance: request.url, ...(traceId === undefined ? {} : { trace_id: traceId }) };
  return { status: problem.status, headers, body };
}
