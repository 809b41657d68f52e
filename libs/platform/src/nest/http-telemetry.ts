import type { IncomingHttpHeaders } from 'node:http';
import { context, propagation, SpanKind, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { histogram } from '../metrics/registry.ts';
import { isTracing } from '../tracing/start-tracing.ts';
import { OPERATIONS_PATHS } from './operations-routes.ts';

/** The server span of a request; undefined when nobody would ever see it. */
export type RequestTrace = { readonly span: Span; readonly context: Context } | undefined;

/** What became of a request. */
export interface Outcome {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  /** Whether the client has the whole answer. */
  readonly answered: boolean;
}

/** Server spans and request metrics (OpenTelemetry semantic conventions for HTTP servers). */
export class HttpTelemetry {
  readonly #tracer = trace.getTracer('millrace.http');
  readonly #seconds = histogram('millrace_http_request_seconds', 'Time to answer a request', [
    'method',
    'route',
    'status',
  ]);

  /** @param route the route's pattern, not the URL: URLs are unbounded, and a label or span name must not be */
  begin(method: string, route: string, path: string, headers: IncomingHttpHeaders): RequestTrace {
    if (headers['traceparent'] === undefined && !isTracing()) return undefined;
    const parent = propagation.extract(context.active(), headers);
    const attributes = { 'http.request.method': method, 'url.path': path };
    const span = this.#tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
    return { span, context: trace.setSpan(parent, span) };
  }

  /** Calls inside the request's span. */
  within(started: RequestTrace, work: () => void): void {
    if (started === undefined) work();
    else context.with(started.context, work);
  }

  /** @param since milliseconds of `performance.now()` */
  end(started: RequestTrace, { method, route, status, answered }: Outcome, since: number): void {
    if (started !== undefined) endSpan(started.span, route, status);
    if (!answered) return;
    this.#seconds.observe({ method, route, status: String(status) }, (performance.now() - since) / 1_000);
  }
}

function endSpan(span: Span, route: string, status: number): void {
  if (span.isRecording()) {
    span.setAttributes({ 'http.route': route, 'http.response.status_code': status });
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

interface Begun {
  readonly trace: RequestTrace;
  readonly since: number;
}

/**
 * Every request that goes through the router. The span starts with the request; its context is entered after the body was read,
 * because the body arrives on the socket's own asynchronous context.
 */
export function registerHttpTelemetry(fastify: FastifyInstance, telemetry: HttpTelemetry): void {
  const requests = new WeakMap<FastifyRequest, Begun>();
  const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'unknown';

  fastify.addHook('onRequest', (request, _reply, done) => {
    if (!OPERATIONS_PATHS.has(request.url)) {
      const path = request.url.split('?', 1)[0] ?? '';
      const started = telemetry.begin(request.method, routeOf(request), path, request.headers);
      requests.set(request, { trace: started, since: performance.now() });
    }
    done();
  });

  fastify.addHook('preValidation', (request, _reply, done) => {
    telemetry.within(requests.get(request)?.trace, done);
  });

  fastify.addHook('onResponse', (request, reply, done) => {
    const begun = requests.get(request);
    if (begun !== undefined) {
      const { method } = request;
      telemetry.end(
        begun.trace,
        { method, route: routeOf(request), status: reply.statusCode, answered: true },
        begun.since,
      );
    }
    done();
  });
}
