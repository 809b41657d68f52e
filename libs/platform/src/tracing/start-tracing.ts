import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';

export interface Tracing {
  /** Whether spans go anywhere. */
  readonly records: boolean;
  /** Sends what is still queued; never throws, because a collector that is away must not fail a stop. */
  shutdown(): Promise<void>;
}

let current: Tracing | undefined;

/** The running tracing, for the last flush of a dying process. */
export const currentTracing = (): Tracing | undefined => current;

/** Whether a span that is begun now may be seen by somebody. */
export const isTracing = (): boolean => current?.records === true;

/**
 * Starts tracing for the process: W3C propagation, the parent's decision, else `ratio` of the traces (0..1).
 * Without an endpoint nothing is recorded, but a caller's `traceparent` still travels on.
 * `endpoint` is OTEL_EXPORTER_OTLP_ENDPOINT: spans go to `<endpoint>/v1/traces` as OTLP/HTTP JSON.
 */
export function startTracing(opts: {
  service: string;
  endpoint?: string | undefined;
  ratio: number;
  processor?: SpanProcessor;
}): Tracing {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const processor = opts.processor ?? exporter(opts.endpoint);
  if (processor === undefined) return (current = { records: false, shutdown: async () => undefined });

  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': opts.service, 'service.namespace': 'millrace' }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(opts.ratio) }),
    spanProcessors: [processor],
  });
  trace.setGlobalTracerProvider(provider);
  // allSettled: the outcome of the flush changes nothing for a process that stops.
  return (current = {
    records: true,
    shutdown: async () => void (await Promise.allSettled([provider.shutdown()])),
  });
}

function exporter(endpoint: string | undefined): SpanProcessor | undefined {
  if (endpoint === undefined) return undefined;
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  return new BatchSpanProcessor({
    exporter: new OTLPTraceExporter({ url, timeoutMillis: 5_000 }),
    scheduledDelayMillis: 1_000,
  });
}
