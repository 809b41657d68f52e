import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { roleSchema, type Role } from './roles.ts';

/** Who calls: a person or program behind an API token. */
export interface Caller {
  readonly name: string;
  readonly tenant: string;
  readonly roles: readonly Role[];
}

const tokensFileSchema = z.array(
  z.strictObject({
    name: z.string().min(1),
    tenant: z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/, 'must be 1 to 64 letters, digits, _ . -'),
    roles: z.array(roleSchema).min(1),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be the lower-case hex SHA-256 of the token'),
  }),
);

/** The API tokens of one process. Only hashes are ever held. */
export class ApiTokens {
  readonly #entries: readonly { readonly caller: Caller; readonly hash: Buffer }[];

  constructor(tokens: z.infer<typeof tokensFileSchema>) {
    this.#entries = tokens.map(({ name, tenant, roles, sha256 }) => ({
      caller: { name, tenant, roles },
      hash: Buffer.from(sha256, 'hex'),
    }));
  }

  /** The caller a token stands for. Every entry is compared, in constant time, so that timing tells nothing. */
  callerOf(token: string): Caller | undefined {
    const hash = createHash('sha256').update(token).digest();
    let found: Caller | undefined;
    for (const entry of this.#entries) if (timingSafeEqual(entry.hash, hash)) found = entry.caller;
    return found;
  }

  /**
   * Reads the tokens file: a JSON array of {name, tenant, roles, sha256}. No file: no token is valid.
   * @throws Error naming the file and every bad entry.
   */
  static fromFile(path: string | undefined): ApiTokens {
    if (path === undefined) return new ApiTokens([]);
    const parsed = tokensFileSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (parsed.success) return new ApiTokens(parsed.data);
    const bad = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`API_TOKENS_FILE ${path} is not usable:\n${bad.join('\n')}`);
  }
}

/** The token of an `Authorization: Bearer` header (RFC 6750 §2.1), if that is what it is. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return authorization === undefined ? undefined : /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(authorization)?.[1];
}
