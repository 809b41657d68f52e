import { context, propagation, trace } from '@opentelemetry/api';
import { afterEach, describe, expect, it } from 'vitest';
import { BatchTraces } from './tracing.ts';
import type { InRecord } from './types.ts';
import { recordSpans } from './record-spans.fixture.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const record = (offset: number, traceparent?: string): InRecord => ({
  ...{ topic: 'in', partition: 2, offset, timestamp: 0, key: null, value: null },
  headers: traceparent === undefined ? {} : { traceparent: Buffer.from(traceparent) },
});

describe('BatchTraces', () => {
  afterEach(() => {
    trace.disable();
    context.disable();
    propagation.disable();
  });

  it('1. a sampled record has a span; what it causes carries that span on', () => {
    const spans = recordSpans();
    const sampled = record(7, `00-${TRACE}-b7ad6b7169203331-01`);
    const traces = new BatchTraces('enrich', 'millrace.enrich', [record(6), sampled]);
    const header = traces.headerFor(sampled) ?? '';
    expect(header).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
    expect(header).not.toContain('b7ad6b7169203331');
    traces.end();
    expect(spans).toEqual([
      expect.objectContaining({
        name: 'enrich process',
        traceId: TRACE,
        parentSpanId: 'b7ad6b7169203331',
        spanId: header.split('-')[2],
        attributes: expect.objectContaining({
          'messaging.destination.name': 'in',
          'messaging.destination.partition.id': '2',
          'messaging.kafka.offset': 7,
        }),
      }),
    ]);
  });

  it('2. unsampled records and records without a header have none', () => {
    const spans = recordSpans();
    const records = [record(1), record(2, `00-${TRACE}-b7ad6b7169203331-00`), record(3, 'nonsense')];
    const traces = new BatchTraces('enrich', 'g', records);
    for (const one of records) expect(traces.headerFor(one)).toBeUndefined();
    traces.end();
    expect(spans).toEqual([]);
  });

  it('3. without a tracing SDK the trace goes through as it came', () => {
    const traceparent = `00-${TRACE}-b7ad6b7169203331-01`;
    const sampled = record(1, traceparent);
    expect(new BatchTraces('s', 'g', [sampled]).headerFor(sampled)).toBe(traceparent);
  });
});
