import { context, propagation, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { afterEach, describe, expect, it } from 'vitest';
import { startTracing } from './start-tracing.ts';
import { contextOf, sampledTraceparent } from './trace-parent.ts';

const SAMPLED = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const UNSAMPLED = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';

function start(ratio: number): InMemorySpanExporter {
  const exporter = new InMemorySpanExporter();
  startTracing({ service: 'test', ratio, processor: new SimpleSpanProcessor({ exporter }) });
  return exporter;
}

describe('tracing', () => {
  afterEach(() => {
    trace.disable();
    context.disable();
    propagation.disable();
  });

  it('1. a sampled parent is followed although the ratio is 0', () => {
    const exporter = start(0);
    trace.getTracer('t').startSpan('child', {}, contextOf(SAMPLED)).end();
    expect(exporter.getFinishedSpans()[0]?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
  });

  it('2. an unsampled parent is followed although the ratio is 1, and nothing travels on', () => {
    const exporter = start(1);
    const parent = contextOf(UNSAMPLED);
    const span = trace.getTracer('t').startSpan('child', {}, parent);
    expect(sampledTraceparent(trace.setSpan(parent, span))).toBeUndefined();
    span.end();
    expect(exporter.getFinishedSpans()).toHaveLength(0);
  });

  it('3. the active sampled span is what a record carries', () => {
    start(1);
    trace.getTracer('t').startActiveSpan('root', (span) => {
      const { traceId, spanId } = span.spanContext();
      expect(sampledTraceparent()).toBe(`00-${traceId}-${spanId}-01`);
      span.end();
    });
  });

  it('4. a malformed traceparent starts over', () => {
    expect(trace.getSpanContext(contextOf('00-zz-1'))).toBeUndefined();
    expect(trace.getSpanContext(contextOf(undefined))).toBeUndefined();
  });
});
