import { context, propagation, SpanKind, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { histogram } from '../metrics/registry.ts';
import { OPERATIONS_PATHS } from './operations-routes.ts';

interface RequestTrace {
  readonly span: Span;
  readonly context: Context;
}

const traces = new WeakMap<FastifyRequest, RequestTrace>();

/** The route's pattern, not the URL: URLs are unbounded, and a label or span name must not be. */
const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'unknown';

/**
 * Server spans and request metrics (OpenTelemetry semantic conventions for HTTP servers).
 * The span starts with the request; its context is entered after the body was read, because the body arrives on the
 * socket's own asynchronous context.
 */
export function registerHttpTelemetry(fastify: FastifyInstance): void {
  const tracer = trace.getTracer('millrace.http');
  const seconds = histogram('millrace_http_request_seconds', 'Time to answer a request', ['method', 'route', 'status']);

  fastify.addHook('onRequest', (request, _reply, done) => {
    if (!OPERATIONS_PATHS.has(request.url)) {
      const parent = propagation.extract(context.active(), request.headers);
      const attributes = { 'http.request.method': request.method, 'url.path': request.url.split('?', 1)[0] ?? '' };
      const name = `${request.method} ${routeOf(request)}`;
      const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent);
      traces.set(request, { span, context: trace.setSpan(parent, span) });
    }
    done();
  });

  fastify.addHook('preValidation', (request, _reply, done) => {
    const started = traces.get(request);
    if (started === undefined) done();
    else context.with(started.context, done);
  });

  fastify.addHook('onResponse', (request, reply, done) => {
    const started = traces.get(request);
    if (started !== undefined) {
      const { span } = started;
      const route = routeOf(request);
      if (span.isRecording()) {
        span.setAttributes({ 'http.route': route, 'http.response.status_code': reply.statusCode });
        if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      }
      span.end();
      const status = String(reply.statusCode);
      seconds.observe({ method: request.method, route, status }, reply.elapsedTime / 1_000);
    }
    done();
  });
}
