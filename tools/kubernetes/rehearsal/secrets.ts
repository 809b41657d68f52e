import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Secret → key → value, as a cluster would hold them. */
export type Secrets = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** `secret:<name>/<key>` → its value. */
export function resolveSecrets(settings: Readonly<Record<string, string>>, secrets: Secrets): Record<string, string> {
  const resolve = (text: string): string => {
    const [, name, key] = /^secret:([^/]+)\/(.+)$/.exec(text) ?? [];
    if (name === undefined || key === undefined) return text;
    const value = secrets[name]?.[key];
    if (value === undefined) throw new Error(`the chart asks for key ${key} of Secret ${name}, which there isn't`);
    return value;
  };
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, resolve(value)]));
}

/** One administrator's token, and the file that services know it by. */
export function adminToken(folder: string, tenant: string): { token: string; file: string } {
  const token = `mr_${randomBytes(24).toString('base64url')}`;
  const sha256 = createHash('sha256').update(token).digest('hex');
  const file = join(folder, 'tokens.json');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify([{ name: 'rehearsal', tenant, roles: ['admin'], sha256 }]), { mode: 0o600 });
  return { token, file };
}
