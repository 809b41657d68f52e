import { connect, type Socket } from 'node:net';
import { Controller, Module, Post } from '@nestjs/common';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Public } from './auth.decorators.ts';
import { createApp } from './create-app.ts';

@Controller('v1/notes')
class NoteController {
  @Post()
  @Public()
  take(): object {
    return { taken: true };
  }
}
@Module({ controllers: [NoteController] })
class NoteModule {}

let port: number;
let close: () => Promise<void>;
beforeAll(async () => {
  const { app } = await createApp({
    ...{ module: NoteModule, logger: pino({ level: 'silent' }), openapi: { title: 'Notes', description: 'of a test' } },
    ...{ bodyLimitBytes: 1_000, pendingBytes: 2_500, maxConnections: 4 },
  });
  await app.listen(0, '127.0.0.1');
  port = Number(new URL(await app.getUrl()).port);
  close = () => app.close();
});
afterAll(() => close());

const sockets: Socket[] = [];
afterEach(() => sockets.splice(0).forEach((socket) => socket.destroy()));

/** Sends a request's head, and the body if there is one; gives what was answered so far. */
function open(head: string, body = ''): { heard(): string; closed: Promise<unknown> } {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  let heard = '';
  socket.on('data', (chunk) => (heard += chunk.toString())).on('error', () => undefined);
  socket.write(`POST /v1/notes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${head}\r\n\r\n${body}`);
  return { heard: () => heard, closed: new Promise((resolve) => socket.once('close', resolve)) };
}
const answer = (request: { heard(): string }, status: number) =>
  vi.waitFor(() => expect(request.heard()).toContain(`HTTP/1.1 ${status}`), { timeout: 5_000 });

describe('bodies of requests that are not answered yet', () => {
  it('1. hold memory together only up to a bound: a body of unknown length counts as the largest, and one more is 503', async () => {
    open('Content-Length: 900');
    open('Transfer-Encoding: chunked');
    await vi.waitFor(async () => {
      const third = open('Content-Length: 700');
      await answer(third, 503);
      expect(third.heard()).toMatch(/retry-after: [1-5]\r\n/);
      sockets.pop()?.destroy();
    });
    await answer(open('Content-Length: 2', '{}'), 201);
  });

  it('2. give their bytes back when they are answered, and when their client goes away', async () => {
    const gone = [open('Content-Length: 1000'), open('Content-Length: 1000')];
    sockets.splice(0).forEach((socket) => socket.destroy());
    await Promise.all(gone.map(({ closed }) => closed));
    for (let i = 0; i < 5; i += 1) {
      const one = open('Content-Length: 1000\r\nConnection: close', `{}${' '.repeat(998)}`);
      await answer(one, 201);
      await one.closed;
    }
  });

  it('3. connections beyond the bound are closed', async () => {
    for (let i = 0; i < 4; i += 1) open('Content-Length: 1');
    await open('Content-Length: 1').closed;
  });
});
