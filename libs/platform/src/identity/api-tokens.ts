import { createHash, timingSafeEqual } from 'node:crypto';
import { BUILT_IN_ROLE_NAMES, WHOLE_TENANT } from '@millrace/domain';
import { z } from 'zod';
import type { Identity } from './caller.ts';
import { instantMicros, scopePath, tenantName } from './grant-shapes.ts';
import { readSettingsFile } from './settings-file.ts';

const tokensFileSchema = z.array(
  z.strictObject({
    name: z.string().min(1),
    tenant: tenantName,
    roles: z.array(z.enum(BUILT_IN_ROLE_NAMES)).min(1),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be the lower-case hex SHA-256 of the token'),
    /** Asset path; without it the roles are for the whole tenant. */
    scope: scopePath.default(WHOLE_TENANT),
    /** Without it the token is valid for as long as it is in the file. */
    until: instantMicros.optional(),
  }),
);

/** The API tokens of one process: how programs, and people before anybody has signed in, are known. Only hashes are ever held. */
export class ApiTokens {
  readonly #entries: readonly { readonly identity: Identity; readonly hash: Buffer }[];

  constructor(tokens: readonly z.infer<typeof tokensFileSchema>[number][]) {
    this.#entries = tokens.map(({ name, tenant, roles, sha256, scope, until }) => ({
      identity: {
        ...{ name, tenant, groups: [], until: until ?? Infinity },
        grants: roles.map((role) => ({ role, scope, from: 0, until: until ?? null })),
      },
      hash: Buffer.from(sha256, 'hex'),
    }));
  }

  /** Whom a token stands for. Every entry is compared, in constant time, so that timing tells nothing. */
  identityOf(token: string): Identity | undefined {
    const hash = createHash('sha256').update(token).digest();
    let found: Identity | undefined;
    for (const entry of this.#entries) if (timingSafeEqual(entry.hash, hash)) found = entry.identity;
    return found;
  }

  /**
   * Reads the tokens file: a JSON array of {name, tenant, roles, sha256}, each with a scope and an end if it has one. No file: no token
   * is valid.
   * @throws Error naming the file and every bad entry.
   */
  static fromFile(path: string | undefined): ApiTokens {
    return new ApiTokens(path === undefined ? [] : readSettingsFile('API_TOKENS_FILE', path, tokensFileSchema));
  }
}

/** The token of an `Authorization: Bearer` header (RFC 6750 §2.1), if that is what it is. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return authorization === undefined ? undefined : /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(authorization)?.[1];
}
