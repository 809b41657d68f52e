import { HttpException } from '@nestjs/common';
import { ProblemException, titleOf, type Problem } from '../problem/problem.ts';

/** What Fastify's own errors look like (`FastifyError`): a status and a code, made before any handler ran. */
interface StatusError extends Error {
  readonly statusCode: number;
  readonly code?: string;
}

/** What a Fastify error code means to a client, where its own message says too little. */
const DETAILS: Record<string, string> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'The request body is larger than this service accepts.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'The Content-Type is not supported; send application/json.',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty although the Content-Type is application/json.',
};

/** Any error as problem details. Errors nobody meant for clients become a bare 500: their text may hold secrets. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemException) return error.toProblem();
  if (error instanceof HttpException) return { ...bare(error.getStatus()), detail: error.message };
  if (isStatusError(error)) {
    const detail = DETAILS[error.code ?? ''] ?? error.message;
    return { ...bare(error.statusCode), detail };
  }
  return { ...bare(500), detail: 'An unexpected error; it is in the log under this trace or request id.' };
}

const bare = (status: number): Problem => ({ type: 'about:blank', title: titleOf(status), status });

function isStatusError(error: unknown): error is StatusError {
  if (!(error instanceof Error) || !('statusCode' in error)) return false;
  return typeof error.statusCode === 'number' && error.statusCode >= 400 && error.statusCode < 500;
}
