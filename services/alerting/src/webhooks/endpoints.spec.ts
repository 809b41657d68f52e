import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { loadEndpoints } from './endpoints.ts';
import { SECRET } from './receiver.fixture.ts';

const dir = mkdtempSync(join(tmpdir(), 'webhooks-'));
const file = (content: unknown): string => {
  const path = join(dir, 'webhooks.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const one = { name: 'cmms', tenant: 'acme', url: 'https://cmms.example.com/hook' };
const verify = (secret: string, signature: string, at: Date) =>
  new Webhook(secret).verify('{}', {
    'webhook-id': 'e',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signature,
  });

describe('WEBHOOKS_FILE', () => {
  it('1. may be left out', () => {
    expect(loadEndpoints(undefined, {})).toEqual([]);
  });

  it('2. takes secrets from itself, a file or a variable; two while one is replaced', () => {
    const other = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;
    const secretFile = join(dir, 'secret');
    writeFileSync(secretFile, `${SECRET}\n${other}\n`);
    const all = loadEndpoints(
      file([
        { ...one, secret: SECRET },
        { ...one, name: 'b', secretFile, minPriority: 'HIGH', events: ['AlarmRaised'] },
        { ...one, name: 'c', secretEnv: 'HOOK_SECRET' },
      ]),
      { HOOK_SECRET: SECRET },
    );
    expect(all[1]).toMatchObject({ name: 'b', minPriority: 'HIGH', events: ['AlarmRaised'] });
    const at = new Date();
    const signatures = all[1]?.keys.sign('e', at, '{}') ?? '';
    expect(verify(SECRET, signatures, at)).toEqual({});
    expect(verify(other, signatures, at)).toEqual({});
    expect(all[2]?.keys.sign('e', at, '{}')).toBe(all[0]?.keys.sign('e', at, '{}'));
  });

  it.each([
    ['no JSON', `{"secret": "${SECRET}"`, 'is not JSON'],
    [
      'a strange protocol',
      [{ ...one, url: 'file:///etc/passwd', secret: SECRET }],
      '[0].url]: must be an http or https',
    ],
    ['a password in the address', [{ ...one, url: 'https://a:b@c.de/', secret: SECRET }], 'must not hold a user name'],
    ['no secret', [one], 'exactly one of secret'],
    ['two secrets', [{ ...one, secret: SECRET, secretEnv: 'X' }], 'exactly one of secret'],
    ['the same name twice', [one, one].map((all) => ({ ...all, secret: SECRET })), 'different names'],
    ['an unset variable', [{ ...one, secretEnv: 'NOT_SET' }], 'endpoint "cmms": its secret is empty or not set'],
    ['a short secret', [{ ...one, secret: 'whsec_c2hvcnQ=' }], 'base64 of 24 to 64 bytes'],
    ['another kind of secret', [{ ...one, secret: 'hunter2hunter2hunter2hunter2' }], 'must be "whsec_"'],
  ])('3. with %s is refused, and no secret is shown', (_name, content, message) => {
    const load = () => loadEndpoints(file(content), {});
    expect(load).toThrow(message);
    try {
      load();
    } catch (error) {
      expect(String(error)).not.toContain(SECRET);
      expect(String(error)).not.toContain('hunter2');
    }
  });

  it('4. shows no secret when an endpoint is printed', () => {
    const [endpoint] = loadEndpoints(file([{ ...one, secret: SECRET }]), {});
    expect(JSON.stringify(endpoint)).not.toContain(SECRET.slice(6));
  });
});
