import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Codecs, topic, type ActionRecorded } from '@millrace/contracts';
import { identityProvider } from '@millrace/local-stack/stack';
import { createLogger, nowMicros } from '@millrace/platform';
import { GlobalTable } from '@millrace/streaming';
import { signIn, stackForTests, waitFor } from '@millrace/testing';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshTenant, startEnrichment, type RunningService } from './service.fixture.ts';

const tenant = freshTenant();
const redirectUri = 'http://127.0.0.1/back';
const people = ['otto', 'carl', 'dora', 'nobody'].map((username) => ({
  ...{ username, name: username, tenant, groups: [`${username}s`], password: `${username}-secret` },
}));

interface Key {
  readonly jwk: JWK;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

let service: RunningService;
let provider: Server;
let issuer: string;
let first: Key;
let audit: GlobalTable;
const recorded: ActionRecorded[] = [];

async function newKey(kid: string): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  return { jwk: { ...(await exportJWK(privateKey)), kid, use: 'sig', alg: 'RS256' }, privateKey, publicKey };
}

/** The identity provider with these keys, at the same address as before. */
async function startProvider(...keys: Key[]): Promise<void> {
  const port = provider === undefined ? 0 : (provider.address() as AddressInfo).port;
  provider?.closeAllConnections();
  if (provider !== undefined) await new Promise((resolve) => provider.close(resolve));
  provider = createServer();
  await new Promise<void>((resolve) => provider.listen(port, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const jwks = { keys: keys.map(({ jwk }) => jwk as never) };
  const answer = identityProvider({
    ...{ issuer, people, jwks, cookieKey: 'a key of the test', audience: 'millrace', redirectUris: [redirectUri] },
  }).callback();
  provider.on('request', (request, response) => {
    // Its successor is another server at the same address.
    response.setHeader('connection', 'close');
    void answer(request, response);
  });
}

const tokenOf = (username: string, resource?: string): Promise<string> =>
  signIn({
    ...{ issuer, redirectUri, username, password: `${username}-secret` },
    ...(resource === undefined ? {} : { resource }),
  });

const ask = async (token: string, path = '/v1/assets'): Promise<{ status: number; detail: string; text: string }> => {
  const response = await fetch(`${service.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  const text = await response.text();
  return { status: response.status, text, detail: (JSON.parse(text) as { detail?: string }).detail ?? '' };
};

const onRecord = (code: string): Promise<ActionRecorded> =>
  waitFor(() => recorded.find((action) => action.code === code && action.action === 'access.refused'), {
    describe: `a refusal with the code ${code} on audit.events`,
  });

const claims = (): JWTPayload => ({ sub: 'otto', tenant, groups: ['ottos'], iss: issuer, aud: 'millrace' });
const signed = (key: Key, change: JWTPayload = {}, expires = '5m'): Promise<string> =>
  new SignJWT({ ...claims(), ...change })
    .setProtectedHeader({ alg: 'RS256', kid: String(key.jwk.kid) })
    .setExpirationTime(expires)
    .sign(key.privateKey);

beforeAll(async () => {
  first = await newKey('first');
  await startProvider(first);
  const grants = join(mkdtempSync(join(tmpdir(), 'millrace-grants-')), 'grants.json');
  // Carl's week is over, Dora's is not.
  const day = 86_400_000;
  const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString();
  const entries = [
    { tenant, group: 'ottos', role: 'operator', scope: 'acme/north' },
    { tenant, person: 'carl', role: 'viewer', until: inDays(-1) },
    { tenant, person: 'dora', role: 'viewer', until: inDays(1) },
  ];
  writeFileSync(grants, JSON.stringify(entries));
  service = await startEnrichment(tenant, { OIDC_ISSUER: issuer, ACCESS_GRANTS_FILE: grants });
  const { kafkaBrokers, registryUrl } = stackForTests();
  audit = new GlobalTable({
    connection: { brokers: kafkaBrokers, clientId: `audit-${tenant}` },
    topics: [topic.auditEvents],
    codecs: await Codecs.connect({ registryUrl, autoRegister: true }),
    logger: createLogger({ service: 'test', level: 'warn' }),
    apply: ({ type, value }) => {
      if (type === 'ActionRecorded' && value.occurredAt > began) recorded.push(value);
    },
    onFatal: (error) => {
      throw error;
    },
  });
  await audit.start();
  for (const [assetId, parentId] of [['acme'], ['north', 'acme'], ['south', 'acme']] as const) {
    const level = parentId === undefined ? 'ENTERPRISE' : 'SITE';
    await service.call('POST', '/v1/assets', { assetId, name: assetId, level, parentId });
  }
});
const began = nowMicros();
afterAll(async () => {
  await audit?.stop();
  await service?.stop();
  provider?.closeAllConnections();
  provider?.close();
});

describe('people of an identity provider', () => {
  it('1. come in with its tokens, and see what their groups may see', async () => {
    const { status, text } = await ask(await tokenOf('otto'));
    expect(status).toBe(200);
    const { assets } = JSON.parse(text) as { assets: { assetId: string }[] };
    expect(assets.map(({ assetId }) => assetId)).toEqual(['north']);
  });

  it('2. may do nothing when nobody granted them anything', async () => {
    expect(await ask(await tokenOf('nobody'))).toMatchObject({ status: 403 });
    expect(await onRecord('NO_RIGHT')).toMatchObject({
      tenant,
      actor: 'nobody',
      objectId: 'enrichment GET /v1/assets',
    });
  });

  it('3. may do nothing any more when their time is over', async () => {
    expect((await ask(await tokenOf('dora'))).status).toBe(200);
    expect(await ask(await tokenOf('carl'))).toMatchObject({ status: 403 });
    await waitFor(() => recorded.find(({ actor, code }) => actor === 'carl' && code === 'NO_RIGHT'), {
      describe: 'the refusal of the contractor on audit.events',
    });
  });

  it.each([
    [
      'TOKEN_ALGORITHM',
      'is not signed (alg=none)',
      async (): Promise<string> => new UnsecuredJWT(claims()).setExpirationTime('5m').encode(),
    ],
    [
      'TOKEN_ALGORITHM',
      'is signed with the public key as a shared secret',
      async (): Promise<string> =>
        new SignJWT(claims())
          .setProtectedHeader({ alg: 'HS256', kid: 'first' })
          .setExpirationTime('5m')
          .sign(new TextEncoder().encode(await exportSPKI(first.publicKey))),
    ],
    ['TOKEN_AUDIENCE', 'is for another program', () => tokenOf('otto', 'urn:another-program')],
    ['TOKEN_ISSUER', 'is of another provider', () => signed(first, { iss: 'https://elsewhere.example' })],
    ['TOKEN_EXPIRED', 'has expired', () => signed(first, {}, '-1m')],
    ['TOKEN_SIGNATURE', 'is signed with a key of the same name', async () => signed(await newKey('first'))],
    ['TOKEN_CLAIMS', 'names no tenant', () => signed(first, { tenant: undefined })],
    ['UNKNOWN_TOKEN', 'is nothing at all', async (): Promise<string> => 'nothing'],
  ] as const)('4. %s: a token that %s is refused, and that is on record', async (code, why, make) => {
    recorded.length = 0;
    const answer = await ask(await make());
    expect(answer.status).toBe(401);
    // Of refusals that are alike one goes on record in a while: the second that breaks the same rule is not.
    if (why.startsWith('is signed with the public')) return;
    expect(await onRecord(code)).toMatchObject({ outcome: 'REFUSED', detail: answer.detail, actor: '127.0.0.1' });
  });

  it('5. come in with a new key of the provider, and not with one that it gave up', async () => {
    const before = await tokenOf('otto');
    const second = await newKey('second');
    await startProvider(second);
    const after = await tokenOf('otto');
    await waitFor(async () => (await ask(after)).status === 200, {
      timeoutMs: 30_000,
      describe: 'the new key to be known',
    });
    // What was proved before stays so until it expires; what has not been is not proved by a key that is gone.
    expect((await ask(before)).status).toBe(401);
    expect((await ask(await signed(first))).status).toBe(401);
  });
});
