import type { RequestListener } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import { addressPolicy } from './address-policy.ts';
import { attempt, type Attempt } from './attempt.ts';
import { guardedAgent } from './guarded-agent.ts';
import { endpoint, Receiver, SECRET } from './receiver.fixture.ts';

const message = { id: 'event-1', body: '{"id":"event-1"}' };
const TIMEOUT_MS = 400;
const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const done of cleanUp.splice(0)) await done();
});

async function receive(answer?: RequestListener): Promise<Receiver> {
  const receiver = await Receiver.start(answer);
  cleanUp.push(() => receiver.stop());
  return receiver;
}
async function send(url: string, allowed: readonly string[] = ['127.0.0.1'], stop?: AbortSignal): Promise<Attempt> {
  const agent = guardedAgent(addressPolicy(allowed), TIMEOUT_MS);
  cleanUp.push(() => agent.destroy());
  return await attempt(agent, endpoint(url), message, TIMEOUT_MS, stop ?? new AbortController().signal);
}

describe('one try to deliver', () => {
  it('1. is signed so that the standardwebhooks package verifies it', async () => {
    const receiver = await receive();
    expect(await send(`http://127.0.0.1:${receiver.port}/hook?x=1`)).toEqual({ kind: 'delivered', statusCode: 204 });
    const [got] = receiver.received;
    expect(got).toMatchObject({ path: '/hook?x=1', headers: { 'webhook-id': 'event-1' }, body: message.body });
    const headers = got?.headers as Record<string, string>;
    expect(new Webhook(SECRET).verify(got?.body ?? '', headers)).toEqual({ id: 'event-1' });
    expect(() => new Webhook(SECRET).verify('{"id":"event-2"}', headers)).toThrow('No matching signature');
  });

  it.each([
    [500, { kind: 'failed', statusCode: 500 }],
    [429, { kind: 'failed', statusCode: 429 }],
    [404, { kind: 'refused', statusCode: 404, detail: 'the receiver answered 404' }],
    [410, { kind: 'refused', statusCode: 410 }],
  ])('2. answered %s is what it is', async (status, expected) => {
    const receiver = await receive((_request, response) => response.writeHead(status).end('no'));
    expect(await send(`http://127.0.0.1:${receiver.port}/`)).toMatchObject(expected);
  });

  it('3. keeps the time the receiver asks for', async () => {
    const receiver = await receive((_request, response) => response.writeHead(503, { 'retry-after': '7' }).end());
    expect(await send(`http://127.0.0.1:${receiver.port}/`)).toMatchObject({ kind: 'failed', retryAfterMs: 7_000 });
  });

  it('4. follows no redirect', async () => {
    const inner = await receive();
    const location = `http://127.0.0.1:${inner.port}/`;
    const outer = await receive((_request, response) => response.writeHead(307, { location }).end());
    expect(await send(`http://127.0.0.1:${outer.port}/`)).toMatchObject({ kind: 'refused', statusCode: 307 });
    expect(inner.received).toEqual([]);
  });

  it('5. does not wait for a receiver that does not answer', async () => {
    const receiver = await receive(() => undefined);
    expect(await send(`http://127.0.0.1:${receiver.port}/`)).toMatchObject({ kind: 'failed', statusCode: null });
  });

  it('6. hangs up on an answer without end', async () => {
    let ended = false;
    const receiver = await receive((_request, response) => {
      response.writeHead(200);
      const more = () => {
        while (!ended && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more).on('close', () => (ended = true));
      more();
    });
    expect(await send(`http://127.0.0.1:${receiver.port}/`)).toEqual({ kind: 'delivered', statusCode: 200 });
    await expect.poll(() => ended).toBe(true);
  });

  it('7. fails when nobody listens', async () => {
    const receiver = await Receiver.start();
    const { port } = receiver;
    await receiver.stop();
    expect(await send(`http://127.0.0.1:${port}/`)).toMatchObject({
      kind: 'failed',
      detail: expect.stringContaining('ECONNREFUSED') as string,
    });
  });

  it('8. ends with the service', async () => {
    const receiver = await receive(() => undefined);
    const stop = new AbortController();
    const sending = send(`http://127.0.0.1:${receiver.port}/`, ['127.0.0.1'], stop.signal);
    await expect.poll(() => receiver.received.length).toBe(1);
    stop.abort(new Error('stopping'));
    await expect(sending).rejects.toThrow('stopping');
  });
});

describe('an address that may not be reached', () => {
  it.each([
    ['an address', '127.0.0.1'],
    ['an address written as a number', '2130706433'],
    ['an IPv6 address', '[::ffff:127.0.0.1]'],
    ['a name', 'localhost'],
  ])('1. as %s is refused for good, and nothing arrives', async (_name, host) => {
    const receiver = await receive();
    const result = await send(`http://${host}:${receiver.port}/`, []);
    expect(result).toMatchObject({ kind: 'refused', statusCode: null });
    expect(result).toMatchObject({ detail: expect.stringContaining('is not a public address') as string });
    expect(receiver.received).toEqual([]);
  });

  it('2. is reached when its name is allowed', async () => {
    const receiver = await receive();
    const result = await send(`http://localhost:${receiver.port}/`, ['localhost']);
    expect(result.kind).toBe('delivered');
  });
});
