import Fastify, { type FastifyInstance } from 'fastify';
import { ZodError } from 'zod';
import type { SpanStore } from './span-store.ts';
import { spansOf } from './spans.ts';

const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

/** OTLP/HTTP with JSON bodies on POST /v1/traces; GET /traces/:id and GET /traces read back. */
export function otlpApp(store: SpanStore): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: true });

  app.post('/v1/traces', (request, reply) => {
    try {
      store.add(spansOf(request.body));
    } catch (error) {
      if (!(error instanceof ZodError)) throw error;
      const message = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
      return reply.code(400).send({ code: 3, message }); // google.rpc.Code INVALID_ARGUMENT, as OTLP asks
    }
    return { partialSuccess: {} };
  });

  app.get<{ Params: { id: string } }>('/traces/:id', (request, reply) => {
    const spans = store.trace(request.params.id.toLowerCase());
    if (spans.length === 0) return reply.code(404).send({ message: `no span of trace ${request.params.id} is known` });
    return { traceId: spans[0]?.traceId, spans };
  });

  app.get<{ Querystring: { limit?: string } }>('/traces', (request) => ({
    traceIds: store.recent(Number(request.query.limit ?? 100)),
  }));
  return app;
}
