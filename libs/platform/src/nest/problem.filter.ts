import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logging/logger.ts';
import { ProblemException } from '../problem/problem.ts';
import { problemOf } from './problem-of.ts';

/** Every error of every route, Fastify's own included, leaves as RFC 9457 problem details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const problem = problemOf(error);
    if (problem.status >= 500 && !(error instanceof ProblemException)) {
      this.#logger.error(
        { err: error, method: request.method, url: request.url, requestId: request.id },
        'request failed',
      );
    }
    // A response that already began (a stream) can only be cut off.
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    if (error instanceof ProblemException && error.details.retryAfterSeconds !== undefined) {
      void reply.header('retry-after', String(Math.max(1, Math.ceil(error.details.retryAfterSeconds))));
    }
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    const traceId = trace.getActiveSpan()?.spanContext().traceId;
    void reply
      .code(problem.status)
      .type('application/problem+json')
      .send({ ...problem, instance: request.url, ...(traceId === undefined ? {} : { trace_id: traceId }) });
  }
}
