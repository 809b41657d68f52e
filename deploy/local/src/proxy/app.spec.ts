import { createServer, request as ask, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import type { ServiceName } from '../product/service-environment.ts';
import { proxyApp } from './app.ts';

const UNUSED = 'http://127.0.0.1:1';
const opened: (Server | FastifyInstance)[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function upstream(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function proxy(upstreams: Partial<Record<ServiceName, string>>): Promise<string> {
  const all = {
    ingestion: UNUSED,
    enrichment: UNUSED,
    'anomaly-detection': UNUSED,
    alerting: UNUSED,
    reporting: UNUSED,
  };
  const app = proxyApp({ ...all, ...upstreams });
  opened.push(app);
  return app.listen({ port: 0, host: '127.0.0.1' });
}

describe('front proxy', () => {
  it('passes path, query, headers and body on', async () => {
    const ingestion = await upstream((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () =>
        response.end(
          JSON.stringify({
            url: request.url,
            token: request.headers.authorization,
            body: Buffer.concat(chunks).toString('hex'),
          }),
        ),
      );
    });
    const base = await proxy({ ingestion });
    const headers = { authorization: 'Bearer t', 'content-type': 'application/x-protobuf' };
    const answer = await fetch(`${base}/v1/telemetry?x=a%20b`, {
      method: 'POST',
      headers,
      body: new Uint8Array([0, 255, 10]),
    });
    expect(await answer.json()).toEqual({ url: '/v1/telemetry?x=a%20b', token: 'Bearer t', body: '00ff0a' });
  });

  it('streams server-sent events as they come', async () => {
    let send: (text: string) => void = () => {};
    const reporting = await upstream((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      send = (text) => void response.write(text);
      send('data: 1\n\n');
    });
    const base = await proxy({ reporting });
    const answer = await fetch(`${base}/v1/live`);
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe('data: 1\n\n');
    send('data: 2\n\n'); // sent only after the first was seen: nothing waits for the end of the body
    expect((await reader?.read())?.value).toBe('data: 2\n\n');
    await reader?.cancel();
  });

  it('finds the OpenAPI document of each service', async () => {
    const alerting = await upstream((request, response) => response.end(request.url));
    const base = await proxy({ alerting });
    expect(await (await fetch(`${base}/openapi/alerting.json`)).text()).toBe('/openapi.json');
  });

  it('names the service that does not answer', async () => {
    const base = await proxy({});
    const answer = await fetch(`${base}/v1/rules`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 503, detail: 'alerting does not answer' });
  });

  it('lets a client go on that asks before it sends a large body, as curl does', async () => {
    const enrichment = await upstream((request, response) => {
      let bytes = 0;
      request.on('data', (chunk: Buffer) => (bytes += chunk.length));
      request.on('end', () => response.end(String(bytes)));
    });
    const base = await proxy({ enrichment });
    const body = Buffer.alloc(6 * 1024 * 1024, 'x');
    const headers = { expect: '100-continue', 'content-type': 'text/csv', 'content-length': String(body.length) };
    const answered = Promise.withResolvers<string>();
    const asked = ask(`${base}/v1/assets/import`, { method: 'POST', headers }, (response) => {
      response.on('data', (chunk: Buffer) => answered.resolve(chunk.toString()));
    });
    asked.on('error', answered.reject);
    asked.on('continue', () => asked.end(body));
    asked.flushHeaders();
    expect(await answered.promise).toBe(String(body.length));
  });

  it('refuses a body that no service takes, before it is sent on', async () => {
    const base = await proxy({});
    const answer = await fetch(`${base}/v1/telemetry`, { method: 'POST', body: new Uint8Array(6 * 1024 * 1024) });
    expect(answer.status).toBe(413);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(((await answer.json()) as { detail: string }).detail).toContain('must be at most 5242880');
  });
});
