import { connect, type Socket } from 'node:net';
import { Body, Controller, Module, Post } from '@nestjs/common';
import { context, propagation, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemException } from '../problem/problem.ts';
import { startTracing } from '../tracing/start-tracing.ts';
import { sampledTraceparent } from '../tracing/trace-parent.ts';
import { Public } from './auth.decorators.ts';
import { createApp, type AppParts } from './create-app.ts';
import { FrontRoutes } from './front-routes.ts';

@Controller('notes')
class NoteController {
  @Post()
  @Public()
  take(@Body() _body: unknown): object {
    return { by: 'the router' };
  }
}
@Module({ controllers: [NoteController] })
class NoteModule {}

const exporter = new InMemorySpanExporter();
const abandoned = vi.fn();
let answer: (body: Buffer) => Promise<string>;
let isOpen = true;
let parts: AppParts;
let url: string;

beforeAll(async () => {
  startTracing({ service: 'test', ratio: 0, processor: new SimpleSpanProcessor({ exporter }) });
  parts = await createApp({
    ...{ module: NoteModule, logger: pino({ level: 'silent' }), openapi: { title: 'Notes', description: 'of a test' } },
    bodyLimitBytes: 100_000,
  });
  parts.app
    .get(FrontRoutes)
    .add('/notes', (_headers, length) =>
      isOpen
        ? { take: (body) => (body.length === length ? answer(body) : Promise.reject(new Error())), abandon: abandoned }
        : undefined,
    );
  await parts.app.listen(0, '127.0.0.1');
  url = await parts.app.getUrl();
});
afterAll(async () => {
  await parts.app.close();
  trace.disable();
  context.disable();
  propagation.disable();
});
beforeEach(() => {
  isOpen = true;
  abandoned.mockClear();
  exporter.reset();
  answer = async (body) => JSON.stringify({ by: 'the front', body: body.toString() });
});
const sockets: Socket[] = [];
afterEach(() => sockets.splice(0).forEach((socket) => socket.destroy()));

const post = (body: string, headers: Record<string, string> = {}, path = '/notes') =>
  fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
/** Sends pieces of a request, each in a packet of its own; gives what was answered so far. */
async function open(...pieces: string[]): Promise<{ socket: Socket; heard(): string }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').setNoDelay(true);
  sockets.push(socket);
  let heard = '';
  socket.on('data', (chunk) => (heard += chunk.toString())).on('error', () => undefined);
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { socket, heard: () => heard };
}
const head = (length: number) =>
  `POST /notes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;

describe('a route in front of the router', () => {
  it('1. answers what it takes, with the headers of every answer', async () => {
    const { status, headers, json } = await post('{}').then(async (a) => ({
      ...{ status: a.status, headers: a.headers },
      json: await a.json(),
    }));
    expect([status, json]).toEqual([200, { by: 'the front', body: '{}' }]);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    const routed = await post('{}', { 'content-encoding': 'identity' });
    for (const [name, value] of routed.headers) {
      if (!['content-length', 'date'].includes(name)) expect([name, headers.get(name)]).toEqual([name, value]);
    }
  });

  it.each([
    ['of another type', { 'content-type': 'application/x+json' }, '/notes', 201],
    ['that is encoded', { 'content-encoding': 'gzip' }, '/notes', 415],
    ['with a query', {}, '/notes?a=1', 201],
    ['to another path', {}, '/nothing', 404],
  ])('2. leaves a request %s to the router', async (_name, headers, path, status) => {
    expect((await post('{}', headers, path)).status).toBe(status);
  });

  it('3. leaves to the router what it does not let in, what is too large, empty or of unknown length', async () => {
    expect((await post('x'.repeat(100_001))).status).toBe(413);
    expect(await (await post('')).json()).toEqual({ by: 'the router' });
    isOpen = false;
    expect(await (await post('{}')).json()).toEqual({ by: 'the router' });
    isOpen = true;
    const chunked = head(0).replace(/Content-Length: 0/, 'Transfer-Encoding: chunked');
    const { heard } = await open(`${chunked}2\r\n{}\r\n0\r\n\r\n`);
    await vi.waitFor(() => expect(heard()).toContain('the router'));
  });

  it('4. puts together a body that comes in pieces, and answers requests one after the other', async () => {
    const { heard } = await open(head(6), '"ab', 'c', `d"${head(2)}[`, ']');
    await vi.waitFor(() => expect(heard()).toMatch(/"body":"\\"abcd\\""[^]*"body":"\[\]"/));
  });

  it('5. hears of a client that goes away before its body is whole, and only then', async () => {
    const { socket } = await open(head(6), '"ab');
    expect(abandoned).not.toHaveBeenCalled();
    socket.destroy();
    await vi.waitFor(() => expect(abandoned).toHaveBeenCalledTimes(1));
    await post('{}');
    await parts.inFlight.idle();
    expect(abandoned).toHaveBeenCalledTimes(1);
  });

  it('5b. also when an earlier request of the connection is still being answered', async () => {
    let finish: (text: string) => void = () => undefined;
    answer = () => new Promise((resolve) => (finish = resolve));
    const { socket } = await open(`${head(2)}{}${head(6)}"ab`);
    socket.destroy();
    await vi.waitFor(() => expect(abandoned).toHaveBeenCalledTimes(1));
    finish('{}');
    await parts.inFlight.idle();
  });

  it('6. answers what it rejects with as a problem, and tells nothing of what is nobody’s business', async () => {
    answer = () => Promise.reject(new ProblemException(503, { detail: 'full', retryAfterSeconds: 1.2 }));
    const full = await post('{}');
    expect([full.status, full.headers.get('retry-after')]).toEqual([503, '2']);
    expect(full.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(full.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await full.json()).toMatchObject({ type: 'about:blank', status: 503, detail: 'full', instance: '/notes' });
    answer = () => Promise.reject(new Error('password=hunter2'));
    const failed = await post('{}');
    expect(failed.status).toBe(500);
    expect(await failed.text()).not.toContain('hunter2');
  });

  it('7. is counted and traced like every route', async () => {
    let traceparent: string | undefined;
    answer = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      traceparent = sampledTraceparent();
      return '{}';
    };
    await post('{}', { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' });
    await vi.waitFor(() => expect(exporter.getFinishedSpans()).toHaveLength(1));
    const span = exporter.getFinishedSpans()[0];
    expect(traceparent).toBe(`00-0af7651916cd43dd8448eb211c80319c-${span?.spanContext().spanId}-01`);
    expect(span).toMatchObject({ name: 'POST /notes', parentSpanContext: { spanId: 'b7ad6b7169203331' } });
    expect(span?.attributes).toMatchObject({ 'http.route': '/notes', 'http.response.status_code': 200 });
    await post('{}');
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toMatch(/millrace_http_request_seconds_count\{method="POST",route="\/notes",status="200"\} [1-9]/);
  });
});
