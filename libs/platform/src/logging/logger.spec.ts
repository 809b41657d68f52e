import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from './logger.ts';

function capture(): { lines: Record<string, unknown>[]; write(line: string): void } {
  const lines: Record<string, unknown>[] = [];
  return { lines, write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) };
}

describe('createLogger', () => {
  beforeAll(() => context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()));
  afterAll(() => context.disable());

  it('1. writes one JSON object a line with service and level', () => {
    const out = capture();
    createLogger({ service: 'ingestion', level: 'info', destination: out }).info({ n: 1 }, 'hello');
    expect(out.lines[0]).toMatchObject({ service: 'ingestion', level: 'info', msg: 'hello', n: 1 });
  });

  it('2. never writes a secret', () => {
    const out = capture();
    const logger = createLogger({ service: 's', level: 'info', destination: out });
    logger.info({ password: 'p4ss', req: { headers: { authorization: 'Bearer abc' } }, body: { token: 't0k' } }, 'x');
    expect(JSON.stringify(out.lines)).not.toMatch(/p4ss|Bearer abc|t0k/);
  });

  it('3. carries the trace id inside a span, and none outside', () => {
    const out = capture();
    const logger = createLogger({ service: 's', level: 'info', destination: out });
    const spanContext = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 };
    context.with(trace.setSpanContext(context.active(), spanContext), () => logger.info('inside'));
    logger.info('outside');
    expect(out.lines[0]).toMatchObject({ trace_id: spanContext.traceId, span_id: spanContext.spanId });
    expect(out.lines[1]).not.toHaveProperty('trace_id');
  });
});
