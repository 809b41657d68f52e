import { EncryptJWT, errors, jwtDecrypt, type JWTPayload } from 'jose';
import { z } from 'zod';
import type { Identity } from './caller.ts';
import { RefusedCredential } from './refused-credential.ts';
import { readSettingsFile } from './settings-file.ts';

const KEY_BYTES = 32;
const keysFileSchema = z
  .array(
    z.strictObject({
      kid: z.string().min(1),
      key: z
        .base64url()
        .transform((text) => Buffer.from(text, 'base64url'))
        .refine((key) => key.length === KEY_BYTES, `must be ${KEY_BYTES} random bytes in base64url`),
    }),
  )
  .min(1, 'must have at least one key');
export type SessionKeys = z.infer<typeof keysFileSchema>;

/** What a session keeps of the person: no more than every request needs. */
const contentSchema = z.object({
  sid: z.string(),
  tenant: z.string(),
  name: z.string(),
  person: z.string(),
  groups: z.array(z.string()),
});
export type SessionContent = z.infer<typeof contentSchema>;

/** `dir` with AES-256-GCM: only who has the key can make one or look into it. */
const HEADER = { alg: 'dir', enc: 'A256GCM' } as const;

/**
 * Browsers' sessions: everything there is to know about one is in its cookie, encrypted, so that every instance of every service
 * understands it and none has to keep it. The first key seals; the others, of before a rotation, still open.
 */
export class Sessions {
  readonly #keys: SessionKeys;

  constructor(keys: SessionKeys) {
    this.#keys = keys;
  }

  /** @throws Error naming the file and what is wrong with it */
  static fromFile(path: string): Sessions {
    return new Sessions(readSettingsFile('SESSION_KEYS_FILE', path, keysFileSchema));
  }

  /** @param purpose what it is for: a session cannot be passed off as something else that is sealed with the same key */
  async seal(purpose: string, content: JWTPayload, until: Date): Promise<string> {
    const [first] = this.#keys;
    if (first === undefined) throw new Error('there is no key to seal with');
    return await new EncryptJWT(content)
      .setProtectedHeader({ ...HEADER, kid: first.kid })
      .setAudience(purpose)
      .setExpirationTime(until)
      .encrypt(first.key);
  }

  /** What was sealed for this purpose. @throws RefusedCredential SESSION_INVALID, SESSION_EXPIRED */
  async open(purpose: string, sealed: string): Promise<JWTPayload> {
    const key = ({ kid }: { kid?: string }): Buffer => {
      const found = this.#keys.find((one) => one.kid === kid);
      if (found === undefined) throw new errors.JWEInvalid('unknown key');
      return found.key;
    };
    const checks = {
      audience: purpose,
      keyManagementAlgorithms: [HEADER.alg],
      contentEncryptionAlgorithms: [HEADER.enc],
    };
    const { payload } = await jwtDecrypt(sealed, key, { ...checks, requiredClaims: ['exp'] }).catch(
      (error: unknown) => {
        if (error instanceof errors.JWTExpired) throw new RefusedCredential('SESSION_EXPIRED', 'Sign in again.');
        throw new RefusedCredential('SESSION_INVALID', 'This is no session of ours: sign in again.');
      },
    );
    return payload;
  }

  async identityOf(sealed: string): Promise<Identity> {
    const payload = await this.open(SESSION, sealed);
    const content = contentSchema.safeParse(payload);
    if (!content.success) throw new RefusedCredential('SESSION_INVALID', 'This is no session of ours: sign in again.');
    const { sid: session, ...person } = content.data;
    return { ...person, session, grants: [], until: (payload.exp ?? 0) * 1_000_000 };
  }

  sealSession(content: SessionContent, until: Date): Promise<string> {
    return this.seal(SESSION, content, until);
  }
}

const SESSION = 'session';

/** Name of the cookie; the prefix makes browsers refuse one that another host or an unencrypted page has set (RFC 6265bis §4.1.3). */
export const SESSION_COOKIE = '__Host-millrace';
/** Over plain HTTP, which is for a machine of its own, browsers keep no cookie with the prefix. */
export const PLAIN_SESSION_COOKIE = 'millrace';
