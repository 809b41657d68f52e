import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { freePorts } from '@millrace/local-stack';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitFor } from '@millrace/testing';
import { Link } from './link.ts';

let echo: Server;
let link: Link;
let client: Socket;
let port = 0;
let heard = '';

beforeEach(async () => {
  echo = createServer((socket) => socket.pipe(socket));
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  [port = 0] = await freePorts(1);
  link = new Link(port, (echo.address() as AddressInfo).port);
  await link.listen();
  client = await join(port);
});

afterEach(async () => {
  client.destroy();
  await link.close();
  echo.close();
});

async function join(port: number): Promise<Socket> {
  heard = '';
  const socket = connect(port, '127.0.0.1');
  socket.on('data', (chunk) => (heard += chunk.toString()));
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return socket;
}

const hears = (text: string): Promise<boolean> => waitFor(() => heard === text, { timeoutMs: 5_000 });

describe('a link', () => {
  it('1. passes bytes both ways', async () => {
    client.write('hello');
    await hears('hello');
  });

  it('2. holds back what is sent while it is cut, and passes it when it is healed', async () => {
    client.write('a');
    await hears('a');
    link.cut();
    client.write('b');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard).toBe('a');
    link.heal();
    await hears('ab');
  });

  it('3. keeps the order when it becomes fast again', async () => {
    client.write('a');
    await hears('a');
    link.slow(100);
    client.write('b');
    await new Promise((resolve) => setTimeout(resolve, 20));
    link.heal();
    client.write('c');
    await hears('abc');
  });

  it('4. refuses connections while nobody listens behind it, and takes them again afterwards', async () => {
    const target = (echo.address() as AddressInfo).port;
    client.destroy();
    echo.close();
    const refused = (): Promise<boolean> =>
      new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1');
        socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'));
        socket.once('close', () => resolve(false));
      });
    await waitFor(refused, { timeoutMs: 5_000 });
    await new Promise<void>((resolve) => echo.listen(target, '127.0.0.1', resolve));
    client = await waitFor(() => join(port), { timeoutMs: 5_000 });
    client.write('again');
    await hears('again');
  });
});
