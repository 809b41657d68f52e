import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { metricsRegistry } from '@millrace/platform';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventStream } from './event-stream.ts';

describe('EventStream', () => {
  let server: Server;
  let streams: EventStream[];
  let ended: Promise<void>;

  beforeEach(async () => {
    streams = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    ended = promise;
    server = createServer((_request, response) => {
      streams.push(new EventStream(response, { maxBufferBytes: 65_536, onEnd: resolve }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  async function connect(): Promise<[IncomingMessage, EventStream]> {
    const [response] = (await once(get({ port: (server.address() as AddressInfo).port }), 'response')) as [
      IncomingMessage,
    ];
    const [stream] = streams;
    if (stream === undefined) throw new Error('no stream');
    return [response, stream];
  }

  it('1. a client that reads gets everything', async () => {
    const [response, stream] = await connect();
    stream.send('id: 1\nevent: a\ndata: {}\n\n');
    stream.end();
    let text = '';
    for await (const chunk of response) text += String(chunk);
    expect(text).toBe('id: 1\nevent: a\ndata: {}\n\n');
    await ended;
  });

  it('2. a client that does not read is dropped, once what waits for it is too much, and is counted', async () => {
    const [response, stream] = await connect();
    response.pause();
    response.on('error', () => undefined); // it is cut off
    const frame = `data: ${'x'.repeat(50_000)}\n\n`;
    for (let i = 0; i < 1_000; i++) stream.send(frame);
    await ended;
    const dropped = await metricsRegistry.getSingleMetricAsString('millrace_event_streams_dropped_total');
    expect(dropped).toMatch(/millrace_event_streams_dropped_total 1$/m);
  });
});
