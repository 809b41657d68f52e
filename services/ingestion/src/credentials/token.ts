import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** `mrd_<credentialId>_<secret>`: the prefix lets secret scanners recognise a leaked one. */
const TOKEN = /^mrd_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;
const SECRET_BYTES = 32;

/** A secret of 256 random bits, which needs no slow hash. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** Every request has one: in one call, and as text, which is half the work of having the runtime make a buffer. */
export const sha256 = (secret: string): Buffer => Buffer.from(hash('sha256', secret, 'hex'), 'hex');

export const formatToken = (credentialId: string, secret: string): string => `mrd_${credentialId}_${secret}`;

/** The two parts of a device token, or undefined when it is none. */
export function parseToken(token: string): { credentialId: string; secret: string } | undefined {
  const [, credentialId, secret] = TOKEN.exec(token) ?? [];
  return credentialId === undefined || secret === undefined ? undefined : { credentialId, secret };
}

/** Compares in constant time. */
export function secretMatches(secret: string, expectedSha256: Buffer): boolean {
  const found = sha256(secret);
  return found.length === expectedSha256.length && timingSafeEqual(found, expectedSha256);
}
