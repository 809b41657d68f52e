import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseEnv } from 'node:util';
import { ApiTokens, loadSettings } from '@millrace/platform';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { z } from 'zod';
import { SERVICES } from '../kubernetes/workspaces.ts';
import { root } from '../provision/folders.ts';
import { makeSecrets } from './make-secrets.ts';
import { mosquittoPasswordLine } from './mosquitto-password.ts';

interface ComposeService {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly secrets?: readonly string[];
  readonly healthcheck?: unknown;
  readonly [field: string]: unknown;
}
const folder = join(root, 'deploy/compose');
const compose = parse(readFileSync(join(folder, 'compose.yaml'), 'utf8'), { merge: true }) as {
  services: Record<string, ComposeService>;
  secrets: Record<string, { file: string }>;
  configs: Record<string, { file: string }>;
};
const services = Object.entries(compose.services);
const product = services.filter(([, service]) => service.image.includes('millrace:'));

describe('compose.yaml', () => {
  it('runs the five services, and the jobs before them', () => {
    expect(product.map(([name]) => name)).toEqual(['topics', 'contracts', 'migrations', ...SERVICES]);
    for (const name of SERVICES) expect(compose.services[name]?.command?.at(-1)).toBe(`services/${name}/dist/main.js`);
  });

  it.each(product)('gives %s no privilege and nowhere to write', (_, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
  });

  it('publishes on loopback only', () => {
    for (const [name, { ports = [] }] of services)
      for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:/);
  });

  it('pins every image', () => {
    for (const [name, { image }] of services) expect(image, name).toMatch(/:\$?\{?[^}]*\d+\.\d+/);
  });

  it('has no secret in an environment', () => {
    for (const [name, { environment = {} }] of services)
      expect(
        Object.keys(environment).filter((key) => /PASSWORD$|SECRET|TOKEN$/.test(key)),
        name,
      ).toEqual([]);
  });

  it.each(SERVICES)('tells %s what it knows, and what it starts with', async (name) => {
    const { environment = {}, command = [] } = compose.services[name] ?? {};
    // `${NAME:-default}` as Compose reads it where nothing is set, and the files that `--env-file` names.
    const given = Object.entries(environment).map(([key, text]) => [key, text.replace(/\$\{\w+:-([^}]*)\}/, '$1')]);
    const files = command.flatMap((text) => /^--env-file=\/run\/secrets\/(.*)$/.exec(text)?.[1] ?? []);
    const secret = files.map((file) => makeSecrets()[`${file}.env`] ?? '').join('');
    const settings = { ...Object.fromEntries(given), ...parseEnv(secret) };
    const { settingsSchema } = (await import(pathToFileURL(join(root, 'services', name, 'src/config.ts')).href)) as {
      settingsSchema: z.ZodObject;
    };
    expect(Object.keys(settingsSchema.shape)).toEqual(expect.arrayContaining(Object.keys(settings)));
    expect(loadSettings(settingsSchema, settings)).toMatchObject({ HTTP_PORT: 8080, SCHEMA_AUTO_REGISTER: false });
  });

  it('mounts only what is there or what `npm run compose:secrets` makes', () => {
    const made = Object.keys(makeSecrets());
    for (const { file } of Object.values(compose.secrets)) {
      expect(file).toMatch(/^\.\.\/\.\.\/\.millrace\/compose\//);
      expect(made).toContain(file.replace('../../.millrace/compose/', ''));
    }
    for (const { file } of Object.values(compose.configs)) expect(() => readFileSync(join(folder, file))).not.toThrow();
    for (const [, { secrets = [] }] of services)
      for (const secret of secrets) expect(Object.keys(compose.secrets)).toContain(secret);
  });
});

describe('secrets', () => {
  it('are an API token of each role, known by its hash', () => {
    const { 'api-tokens.json': content = '', 'tokens.env': tokens = '' } = makeSecrets();
    const file = join(mkdtempSync(join(tmpdir(), 'tokens-')), 'api-tokens.json');
    writeFileSync(file, content);
    const known = ApiTokens.fromFile(file);
    expect(known.identityOf(parseEnv(tokens)['OPERATOR_TOKEN'] ?? '')).toMatchObject({
      grants: [{ role: 'operator', scope: '' }],
      tenant: 'plant',
    });
  });

  it('are new every time', () => {
    expect(makeSecrets()['clickhouse-password']).not.toBe(makeSecrets()['clickhouse-password']);
  });

  it('hash MQTT passwords as mosquitto_passwd 2.0 does', () => {
    // mosquitto_passwd -b: user "a", password "b".
    expect(mosquittoPasswordLine('a', 'b', Buffer.from('q6d4AFCHcR61wP5l', 'base64'))).toBe(
      'a:$7$101$q6d4AFCHcR61wP5l$N5zKPejF5v3SVC9cN1TgNS68kGPA6pEz9AvGCFfZZhTudIrKVTIrKGj2vWkD4HDLdLPldTM5Aa4zXTzUXtFyKQ==',
    );
  });
});
