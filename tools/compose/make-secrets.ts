/**
 * `npm run compose:secrets`: makes the passwords and tokens that `deploy/compose/compose.yaml` mounts, once. What is there stays.
 * Containers read the files as another user, through bind mounts: they are readable, and their folder is their owner's alone.
 */
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workFolder } from '../provision/folders.ts';
import { isMain } from '../provision/main-module.ts';
import { mosquittoPasswordLine } from './mosquitto-password.ts';

const ROLES = ['admin', 'operator', 'viewer'] as const;
/** The one tenant of a compose installation. */
export const TENANT = 'plant';

const secret = (): string => randomBytes(24).toString('base64url');

/** Every file of secrets by its name, made anew. */
export function makeSecrets(): Record<string, string> {
  const tokens = Object.fromEntries(ROLES.map((role) => [role, `mr_${secret()}`]));
  const clickhouse = secret();
  const mqtt = { ingestion: secret(), gateway: secret() };
  const entries = ROLES.map((role) => ({
    name: role,
    tenant: TENANT,
    roles: [role],
    sha256: createHash('sha256')
      .update(tokens[role] ?? '')
      .digest('hex'),
  }));
  const lines = (...text: string[]): string => `${text.join('\n')}\n`;
  return {
    'api-tokens.json': lines(JSON.stringify(entries, null, 2)),
    'tokens.env': lines(...ROLES.map((role) => `${role.toUpperCase()}_TOKEN=${tokens[role]}`)),
    'webhooks.json': lines('[]'),
    'clickhouse-password': clickhouse,
    'clickhouse-login.env': lines('CLICKHOUSE_USER=millrace', `CLICKHOUSE_PASSWORD=${clickhouse}`),
    'mqtt-login.env': lines('MQTT_USERNAME=ingestion', `MQTT_PASSWORD=${mqtt.ingestion}`),
    'mqtt-gateway.env': lines('MQTT_USERNAME=gateway', `MQTT_PASSWORD=${mqtt.gateway}`),
    'mosquitto-passwords': lines(
      ...Object.entries(mqtt).map(([user, password]) => mosquittoPasswordLine(user, password)),
    ),
  };
}

/** Files that a person alone reads. */
const OWNER_ONLY = ['tokens.env', 'mqtt-gateway.env'];

if (isMain(import.meta.url)) {
  const folder = workFolder('compose');
  if (existsSync(join(folder, 'api-tokens.json'))) {
    console.log(`${folder}: the secrets are there already`);
  } else {
    chmodSync(folder, 0o700);
    for (const [name, text] of Object.entries(makeSecrets()))
      writeFileSync(join(folder, name), text, { mode: OWNER_ONLY.includes(name) ? 0o600 : 0o644 });
    console.log(`${folder}: secrets made; API tokens are in tokens.env`);
  }
}
