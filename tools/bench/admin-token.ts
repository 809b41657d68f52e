import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TENANT } from './input/plant.ts';

export interface AdminToken {
  readonly token: string;
  /** Makes services accept it. */
  readonly env: Readonly<Record<string, string>>;
}

/** A token of an administrator of the bench's tenant, for this run. */
export function makeAdminToken(dir: string): AdminToken {
  const token = `mr_${randomBytes(24).toString('base64url')}`;
  const file = join(dir, 'tokens.json');
  const sha256 = createHash('sha256').update(token).digest('hex');
  writeFileSync(file, JSON.stringify([{ name: 'bench', tenant: TENANT, roles: ['admin'], sha256 }]));
  return { token, env: { API_TOKENS_FILE: file } };
}
