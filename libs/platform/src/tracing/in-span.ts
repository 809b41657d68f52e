import { context, SpanKind, SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';
import { isTracing } from './start-tracing.ts';
import { contextOf } from './trace-parent.ts';

const tracer = trace.getTracer('millrace');

/**
 * Runs the handling of a received message inside a consumer span that continues the sender's trace.
 * What the handler logs, appends or calls belongs to the span.
 */
export function inConsumerSpan<T>(
  name: string,
  attributes: Attributes,
  traceparent: string | undefined,
  handle: () => Promise<T>,
): Promise<T> {
  // Nobody would ever see the span, nor one that continues it.
  if (traceparent === undefined && !isTracing()) return handle();
  return inSpan(name, attributes, traceparent, handle);
}

async function inSpan<T>(
  name: string,
  attributes: Attributes,
  traceparent: string | undefined,
  handle: () => Promise<T>,
): Promise<T> {
  const parent = contextOf(traceparent);
  const span = tracer.startSpan(name, { kind: SpanKind.CONSUMER, attributes }, parent);
  try {
    return await context.with(trace.setSpan(parent, span), handle);
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}
