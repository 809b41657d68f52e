import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusals } from '../identity/refusals.ts';
import type { Logger } from '../logging/logger.ts';
import { OutOfScope } from './allowed.ts';
import { callerOf, routeOf } from './auth.decorators.ts';
import { problemAnswer } from './problem-answer.ts';

/** Every error of every route, Fastify's own included, leaves as RFC 9457 problem details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger: Logger;
  readonly #refusals: Refusals;

  constructor(logger: Logger, refusals: Refusals) {
    this.#logger = logger;
    this.#refusals = refusals;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const { method, url, id: requestId } = request;
    if (error instanceof OutOfScope) {
      const route = routeOf(request);
      this.#refusals.ofCaller(callerOf(request), { code: 'OUT_OF_SCOPE', detail: error.message, route });
    }
    const { status, headers, body } = problemAnswer(error, { method, url, requestId }, this.#logger);
    // A response that already began (a stream) can only be cut off.
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    void reply.code(status).headers(headers).send(body);
  }
}
