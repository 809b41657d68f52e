import { contextOf, formatTraceparent } from '@millrace/platform';
import { SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { InRecord } from './types.ts';

const HEADER = 'traceparent';
const SAMPLED = '01';

/** One span per sampled record of a batch, from its handling to its commit. Unsampled records cost a look at a header. */
export class BatchTraces {
  readonly #spans = new Map<InRecord, Span>();

  constructor(stream: string, group: string, records: readonly InRecord[]) {
    for (const record of records) {
      const header = record.headers[HEADER];
      if (header === undefined) continue;
      const traceparent = header.toString();
      if (traceparent.endsWith(SAMPLED)) this.#spans.set(record, startSpan(stream, group, record, traceparent));
    }
  }

  /** The `traceparent` for what is written because of the record. */
  headerFor(record: InRecord | undefined): string | undefined {
    const span = record === undefined || this.#spans.size === 0 ? undefined : this.#spans.get(record);
    return span === undefined ? undefined : formatTraceparent(span.spanContext());
  }

  end(error?: unknown): void {
    for (const span of this.#spans.values()) {
      if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
      span.end();
    }
    this.#spans.clear();
  }
}

/** Attributes as in OpenTelemetry's semantic conventions for messaging and Kafka. */
function startSpan(stream: string, group: string, record: InRecord, traceparent: string): Span {
  const attributes = {
    'messaging.system': 'kafka',
    'messaging.operation.type': 'process',
    'messaging.operation.name': 'process',
    'messaging.destination.name': record.topic,
    'messaging.destination.partition.id': String(record.partition),
    'messaging.kafka.offset': record.offset,
    'messaging.consumer.group.name': group,
  };
  return trace
    .getTracer('@millrace/streaming')
    .startSpan(`${stream} process`, { kind: SpanKind.CONSUMER, attributes }, contextOf(traceparent));
}
