import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const LOCAL_TENANT = 'sample';
const ROLES = ['admin', 'operator', 'viewer'] as const;

/** API tokens of the local stack's sample people, one a role. */
export type LocalTokens = Readonly<Record<(typeof ROLES)[number], string>>;

/** Secrets made for this machine at its first start and kept (mode 0600) in the data folder, as the data is. */
export interface LocalSecrets {
  readonly tokens: LocalTokens;
  readonly mqttPasswords: Readonly<Record<string, string>>;
  readonly clickhousePassword: string;
}

/** Reads the data folder's secrets, making them at the first start. `mqttUsers` each get a password. */
export function localSecrets(dir: string, mqttUsers: readonly string[]): LocalSecrets {
  const file = join(dir, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as LocalSecrets;
  const secrets: LocalSecrets = {
    tokens: { admin: secret('mra'), operator: secret('mro'), viewer: secret('mrv') },
    mqttPasswords: Object.fromEntries(mqttUsers.map((user) => [user, secret('mqtt')])),
    clickhousePassword: secret('ch'),
  };
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

/** Writes the file that the services read tokens from: hashes only. Gives its path. */
export function writeApiTokensFile(dir: string, tokens: LocalTokens): string {
  const file = join(dir, 'api-tokens.json');
  const entries = ROLES.map((role) => ({
    name: `sample-${role}`,
    tenant: LOCAL_TENANT,
    roles: [role],
    sha256: createHash('sha256').update(tokens[role]).digest('hex'),
  }));
  writeFileSync(file, JSON.stringify(entries, null, 2), { mode: 0o600 });
  return file;
}

function secret(prefix: string): string {
  return `${prefix}_${randomBytes(24).toString('base64url')}`;
}
