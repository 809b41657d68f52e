import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { provisionK6 } from '../provision/k6.ts';
import { runK6, type K6Summary } from './run-k6.ts';

const PROVISIONING_MS = 1_200_000;
beforeAll(() => provisionK6(console.error), PROVISIONING_MS);

let server: Server | undefined;
afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

/** Two seconds of flushes against a front door that answers as told. */
async function flushAt(answer: RequestListener, env: Record<string, string> = {}): Promise<K6Summary> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const settings = {
    INGESTION_URL: `http://127.0.0.1:${port}`,
    DEVICE_TOKEN: 'secret',
    RATE: '10',
    DURATION: '2s',
    ...env,
  };
  return runK6({ script: 'load-tests/telemetry.js', env: settings });
}

interface Message {
  readonly deviceId: string;
  readonly messageId: string;
  readonly occurredAt: number;
  readonly values: Record<string, number>;
}

describe('the load of telemetry.js', () => {
  it('is flushes of 25 messages of 8 readings, each message with an id of its own, under the device credential', async () => {
    const messages: Message[] = [];
    const tokens = new Set<string | undefined>();
    const { metrics, broken } = await flushAt(async (request, response) => {
      tokens.add(request.headers.authorization);
      messages.push(...(JSON.parse(await text(request)) as Message[]));
      response.writeHead(202, { 'content-type': 'application/json' }).end('{"accepted":25,"rejected":0}');
    });
    expect(broken).toEqual([]);
    expect([...tokens]).toEqual(['Bearer secret']);
    expect(metrics['readings_acknowledged']?.['count']).toBe(messages.length * 8);
    expect(messages.length).toBeGreaterThanOrEqual(19 * 25);
    expect(new Set(messages.map((message) => message.messageId)).size).toBe(messages.length);
    for (const { values } of messages) expect(Object.keys(values)).toHaveLength(8);
  });

  it('tells a front door that is too busy from one that keeps its promises', async () => {
    const { broken } = await flushAt((request, response) => {
      request.resume();
      response.writeHead(503, { 'retry-after': '1' }).end();
    });
    expect(broken).toEqual(['flushes_refused: rate<0.01']);
  });

  it('does not take a refused message for an acknowledged one', async () => {
    const { broken, metrics } = await flushAt((request, response) => {
      request.resume();
      response.writeHead(200).end('{"accepted":24,"rejected":1}');
    });
    expect(broken).toEqual(['checks: rate==1']);
    expect(metrics['readings_acknowledged']?.['count'] ?? 0).toBe(0);
  });

  it('refuses settings that make no load', async () => {
    await expect(flushAt((_, response) => response.end(), { RATE: 'fast' })).rejects.toThrow('RATE=fast');
  });
});
