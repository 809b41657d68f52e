import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ProblemException } from '../problem/problem.ts';
import { Allow, Caller, Public } from './auth.decorators.ts';
import { createApp, type AppParts } from './create-app.ts';
import { ApiZodBody, ZodBody } from './zod-body.ts';
import type { Caller as CallerIdentity } from '../identity/caller.ts';

const thing = z.object({ name: z.string().min(2, 'must have at least 2 characters'), size: z.number().optional() });

@Controller('v1/things')
class ThingController {
  @Post()
  @Allow('letters:repair')
  @ApiZodBody(thing, { plain: { name: 'pump' } })
  add(@Body(ZodBody(thing)) body: z.infer<typeof thing>, @Caller() caller: CallerIdentity): unknown {
    return { body, caller: { name: caller.name, tenant: caller.tenant } };
  }

  @Get('boom')
  @Public()
  boom(): never {
    throw new Error('password=hunter2');
  }

  @Get('busy')
  @Public()
  busy(): never {
    throw new ProblemException(503, { detail: 'full', retryAfterSeconds: 1.2 });
  }
}

@Module({ controllers: [ThingController] })
class ThingModule {}

const tokensFile = join(mkdtempSync(join(tmpdir(), 'tokens-')), 'tokens.json');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
writeFileSync(
  tokensFile,
  JSON.stringify([
    { name: 'ana', tenant: 'acme', roles: ['admin'], sha256: sha256('admin-token') },
    { name: 'vic', tenant: 'acme', roles: ['viewer'], sha256: sha256('viewer-token') },
  ]),
);

let parts: AppParts;
beforeAll(async () => {
  parts = await createApp({
    module: ThingModule,
    logger: pino({ level: 'silent' }),
    openapi: { title: 'Things', description: 'of a test' },
    bodyLimitBytes: 1_024,
    identity: { API_TOKENS_FILE: tokensFile },
  });
  await parts.app.init();
  await parts.app.getHttpAdapter().getInstance().ready();
});
afterAll(() => parts.app.close());

const call = (method: 'GET' | 'POST', url: string, payload?: string, token?: string, type = 'application/json') =>
  parts.app.inject({
    method,
    url,
    ...(payload === undefined ? {} : { payload, headers: undefined }),
    headers: {
      ...(payload === undefined ? {} : { 'content-type': type }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  });

describe('an application of the platform', () => {
  it('1. answers live, ready, and why it is not ready', async () => {
    expect((await call('GET', '/health/live')).json()).toEqual({ status: 'live' });
    parts.readiness.add('kafka', () => 'catching up: 3 to go');
    const notReady = await call('GET', '/health/ready');
    expect(notReady.statusCode).toBe(503);
    expect(notReady.json()).toEqual({ status: 'not ready', failing: { kafka: 'catching up: 3 to go' } });
    parts.readiness.add('kafka', () => true);
    expect((await call('GET', '/health/ready')).statusCode).toBe(200);
  });

  it('2. shows metrics with the request histogram by route', async () => {
    await call('GET', '/v1/things/busy');
    const text = (await call('GET', '/metrics')).body;
    expect(text).toContain('millrace_http_request_seconds_count{method="GET",route="/v1/things/busy",status="503"}');
  });

  it('3. takes a valid body from a caller with the right', async () => {
    const answer = await call('POST', '/v1/things', '{"name":"pump"}', 'admin-token');
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({
      body: { name: 'pump' },
      caller: { name: 'ana', tenant: 'acme' },
    });
  });

  it.each([
    ['no token', undefined, 401],
    ['a wrong token', 'nobody', 401],
    ['too small a role', 'viewer-token', 403],
  ])('4. refuses %s', async (_name, token, status) => {
    const answer = await call('POST', '/v1/things', '{"name":"pump"}', token);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status, instance: '/v1/things', type: 'about:blank' });
  });

  it('5. names field, value and rule of an invalid body', async () => {
    const answer = await call('POST', '/v1/things', '{"name":"p"}', 'admin-token');
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors).toEqual([{ field: 'name', value: 'p', rule: 'must have at least 2 characters' }]);
  });

  it('6. names the place where a body stops being JSON', async () => {
    const answer = await call('POST', '/v1/things', '{"name":\n "pump",}', 'admin-token');
    expect(answer.statusCode).toBe(400);
    expect(answer.json().detail).toContain('line 2, column 9 (position 17)');
  });

  it.each([
    ['413', 'x'.repeat(2_000), 'application/json', 413],
    ['415', '<a/>', 'application/xml', 415],
    ['400 for __proto__', '{"__proto__": {}}', 'application/json', 400],
  ])('7. %s is a problem too', async (_name, payload, type, status) => {
    const answer = await call('POST', '/v1/things', payload, 'admin-token', type);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json().status).toBe(status);
  });

  it('7b. refuses what it cannot read: another encoding, bytes that are no UTF-8', async () => {
    const send = (payload: Buffer | string, encoding: string) =>
      parts.app.inject({
        method: 'POST',
        url: '/v1/things',
        payload,
        headers: { 'content-type': 'application/json', 'content-encoding': encoding },
      });
    expect((await send('{}', 'gzip')).statusCode).toBe(415);
    expect((await send(Buffer.from([0x22, 0xff, 0x22]), 'identity')).json().detail).toContain('UTF-8');
  });

  it.each([
    ['an unknown path', '/v1/nothing', 404],
    ['a malformed URL', '/v1/%zz', 400],
  ])('8. %s is a problem', async (_name, url, status) => {
    const answer = await call('GET', url);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('9. tells a client nothing of an unexpected error', async () => {
    const answer = await call('GET', '/v1/things/boom');
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('hunter2');
  });

  it('10. says when to come back', async () => {
    expect((await call('GET', '/v1/things/busy')).headers['retry-after']).toBe('2');
  });

  it('11. documents itself, with the body schema and example', async () => {
    const document = (await call('GET', '/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    const content = document.paths['/v1/things'].post.requestBody.content['application/json'];
    expect(content.schema.required).toEqual(['name']);
    expect(content.examples).toEqual({ plain: { value: { name: 'pump' } } });
    expect((await call('GET', '/docs')).statusCode).toBe(200);
  });

  it('12. sets security headers', async () => {
    const { headers } = await call('GET', '/health/live');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });
});
