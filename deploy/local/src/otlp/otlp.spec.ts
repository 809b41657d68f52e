import { mkdtempSync, rmSync, statSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { otlpApp } from './app.ts';
import { SpanStore } from './span-store.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'millrace-otlp-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const hex = (n: number, length: number) => n.toString(16).padStart(length, '0');
const span = (trace: number, id: number, parent: number | null, startMs: number) => ({
  traceId: hex(trace, 32),
  spanId: hex(id, 16),
  ...(parent === null ? {} : { parentSpanId: hex(parent, 16) }),
  name: `span ${id}`,
  startTimeUnixNano: `${startMs}000000`,
  endTimeUnixNano: `${startMs + 2}500000`,
  attributes: [{ key: 'partition', value: { intValue: '3' } }],
});
const request = (...spans: ReturnType<typeof span>[]) => ({
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'ingestion' } }] },
      scopeSpans: [{ spans }],
    },
  ],
});

describe('OTLP collector', () => {
  it('gives back a trace in order, parents before children', async () => {
    const app = otlpApp(new SpanStore(join(dir, 'spans.jsonl'), 1e6));
    const payload = request(span(1, 30, 20, 5), span(1, 20, 10, 6), span(2, 99, null, 1), span(1, 10, null, 4));
    expect((await app.inject({ method: 'POST', url: '/v1/traces', payload })).json()).toEqual({ partialSuccess: {} });
    const trace = (await app.inject(`/traces/${hex(1, 32)}`)).json() as { spans: { name: string }[] };
    expect(trace.spans.map((one) => one.name)).toEqual(['span 10', 'span 20', 'span 30']);
    expect(trace.spans[0]).toMatchObject({
      service: 'ingestion',
      durationMs: 2.5,
      failed: false,
      attributes: { partition: 3 },
    });
    expect((await app.inject(`/traces/${hex(3, 32)}`)).statusCode).toBe(404);
    expect((await app.inject('/traces')).json()).toEqual({ traceIds: [hex(2, 32), hex(1, 32)] });
  });

  it('refuses what is no export and names the field', async () => {
    const app = otlpApp(new SpanStore(join(dir, 'spans.jsonl'), 1e6));
    const bad = { ...span(1, 1, null, 1), traceId: 'xyz' };
    const answer = await app.inject({ method: 'POST', url: '/v1/traces', payload: request(bad) });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      message: expect.stringContaining('resourceSpans.0.scopeSpans.0.spans.0.traceId'),
    });
  });

  it('stays within its bound and remembers the newest', () => {
    const file = join(dir, 'spans.jsonl');
    const store = new SpanStore(file, 10_000);
    const flat = (trace: number) => ({
      traceId: hex(trace, 32),
      spanId: hex(1, 16),
      parentSpanId: null,
      service: 's',
      name: 'n',
      kind: 1,
      startNanos: '1',
      durationMs: 1,
      failed: false,
      attributes: {},
    });
    for (let i = 0; i < 500; i++) store.add([flat(i)]);
    expect(statSync(file).size + statSync(`${file}.old`).size).toBeLessThanOrEqual(20_000);
    expect(store.trace(hex(499, 32))).toHaveLength(1);
    expect(store.trace(hex(0, 32))).toHaveLength(0);
    expect(store.recent(1000).length).toBeLessThan(120);
  });

  it('remembers over a restart and leaves out a line cut short', () => {
    const file = join(dir, 'spans.jsonl');
    const app = new SpanStore(file, 10_000);
    app.add([
      {
        traceId: hex(7, 32),
        spanId: hex(1, 16),
        parentSpanId: null,
        service: 's',
        name: 'kept',
        kind: 1,
        startNanos: '1',
        durationMs: 1,
        failed: false,
        attributes: {},
      },
    ]);
    appendFileSync(file, '{"traceId":"cut');
    for (const _ of ['first start', 'second start']) {
      const store = new SpanStore(file, 10_000);
      expect(store.trace(hex(7, 32)).map((one) => one.name)).toEqual(['kept']);
      store.add(store.trace(hex(7, 32)));
    }
  });
});
