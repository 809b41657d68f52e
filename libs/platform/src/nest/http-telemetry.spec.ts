import { context, propagation, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { Body, Controller, Module, Post } from '@nestjs/common';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTracing } from '../tracing/start-tracing.ts';
import { sampledTraceparent } from '../tracing/trace-parent.ts';
import { Public } from './auth.decorators.ts';
import { createApp, type AppParts } from './create-app.ts';

@Controller('things')
class ThingController {
  @Post(':id')
  @Public()
  async make(@Body() _body: unknown): Promise<{ traceparent: string | null }> {
    await new Promise((resolve) => setImmediate(resolve));
    return { traceparent: sampledTraceparent() ?? null };
  }
}

@Module({ controllers: [ThingController] })
class ThingModule {}

const exporter = new InMemorySpanExporter();
let parts: AppParts;
beforeAll(async () => {
  startTracing({ service: 'test', ratio: 0, processor: new SimpleSpanProcessor({ exporter }) });
  parts = await createApp({
    module: ThingModule,
    logger: pino({ level: 'silent' }),
    openapi: { title: 'Things', description: '' },
  });
  await parts.app.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await parts.app.close();
  trace.disable();
  context.disable();
  propagation.disable();
});

const post = async (flags: string): Promise<string | null> => {
  const headers = {
    'content-type': 'application/json',
    traceparent: `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-${flags}`,
  };
  const answer = await fetch(`${await parts.app.getUrl()}/things/7?secret=x`, { method: 'POST', headers, body: '{}' });
  return ((await answer.json()) as { traceparent: string | null }).traceparent;
};

it('1. a sampled request has a server span, named by its route, which the handler works in', async () => {
  const traceparent = await post('01');
  const span = exporter.getFinishedSpans().at(-1);
  expect(traceparent).toBe(`00-0af7651916cd43dd8448eb211c80319c-${span?.spanContext().spanId}-01`);
  expect(span).toMatchObject({ name: 'POST /things/:id', parentSpanContext: { spanId: 'b7ad6b7169203331' } });
  expect(span?.attributes).toEqual({
    'http.request.method': 'POST',
    'http.route': '/things/:id',
    'http.response.status_code': 201,
    'url.path': '/things/7',
  });
});

it('2. an unsampled request records and passes on nothing', async () => {
  exporter.reset();
  expect(await post('00')).toBeNull();
  expect(exporter.getFinishedSpans()).toEqual([]);
});
