import { context, ROOT_CONTEXT, trace, TraceFlags, type Context, type SpanContext } from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';

/** Renders a span context as a W3C `traceparent` (https://www.w3.org/TR/trace-context/#traceparent-header). */
export function formatTraceparent(span: SpanContext): string {
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

/**
 * The `traceparent` to put on a record, only when the active trace is sampled:
 * an unsampled record carries no header, which is what keeps tracing free for the other 99 %.
 */
export function sampledTraceparent(active: Context = context.active()): string | undefined {
  const span = trace.getSpanContext(active);
  if (span === undefined || (span.traceFlags & TraceFlags.SAMPLED) === 0) return undefined;
  return formatTraceparent(span);
}

/** The context a received `traceparent` stands for; the root context when there is none or it is not well-formed. */
export function contextOf(traceparent: string | undefined): Context {
  const span = traceparent === undefined ? null : parseTraceParent(traceparent);
  return span === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, { ...span, isRemote: true });
}
