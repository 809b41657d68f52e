import { startTracing } from '@millrace/platform';

type Processor = NonNullable<Parameters<typeof startTracing>[0]['processor']>;
type Finished = Parameters<Processor['onEnd']>[0];

export interface SeenSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly attributes: Finished['attributes'];
}

/** Starts tracing for a test; the array fills with the spans that end. */
export function recordSpans(): SeenSpan[] {
  const spans: SeenSpan[] = [];
  const processor: Processor = {
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
    onStart: () => undefined,
    onEnd: (span) => {
      const { traceId, spanId } = span.spanContext();
      const parentSpanId = span.parentSpanContext?.spanId;
      spans.push({ name: span.name, traceId, spanId, parentSpanId, attributes: span.attributes });
    },
  };
  startTracing({ service: 'test', ratio: 1, processor });
  return spans;
}
