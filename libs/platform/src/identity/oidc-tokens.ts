import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import { personOf, type ClaimNames } from './claims.ts';
import type { Identity } from './caller.ts';
import { RefusedCredential, type RefusalCode } from './refused-credential.ts';
import { ProblemException } from '../problem/problem.ts';

export interface OidcOptions {
  /** As the provider writes it in its tokens. */
  readonly issuer: string;
  /** Who tokens must be for: a token for another program is not for us. */
  readonly audience: string;
  readonly claims: ClaimNames;
}

/** Signatures by keys that only the provider has; nothing that is unsigned or signed with a shared secret. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** Clocks of two machines differ by less. */
const CLOCK_TOLERANCE_SECONDS = 5;
const DISCOVERY_TIMEOUT_MS = 5_000;

/**
 * Access tokens of the identity provider (RFC 9068): who bears one is the person it is about. The provider's keys are fetched when they
 * are needed first and again when a token names one that is not known (rotation).
 */
export class OidcTokens {
  readonly #options: OidcOptions;
  #keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;

  constructor(options: OidcOptions) {
    this.#options = options;
  }

  /** Whether the text looks like a token of a provider, and not like one of ours. */
  static isOne(token: string): boolean {
    return /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/.test(token);
  }

  /** @throws RefusedCredential saying why the token proves nothing; ProblemException 503 when the provider's keys cannot be had */
  async identityOf(token: string): Promise<Identity> {
    const { issuer, audience, claims } = this.#options;
    assertAlgorithm(token);
    const keys = await this.#providerKeys();
    const checks = { issuer, audience, algorithms: ALGORITHMS, clockTolerance: CLOCK_TOLERANCE_SECONDS };
    const { payload } = await jwtVerify(token, keys, { ...checks, requiredClaims: ['exp', 'sub'] }).catch(refuse);
    return { ...personOf(payload, claims), grants: [], until: untilOf(payload) };
  }

  #providerKeys(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    this.#keys ??= this.#discover().catch((error: unknown) => {
      this.#keys = undefined;
      throw error;
    });
    return this.#keys;
  }

  /** OpenID Connect Discovery 1.0 §4. */
  async #discover(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    const { issuer } = this.#options;
    const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS) }).catch(away);
    if (!answer.ok) return away();
    const about = (await answer.json()) as { readonly issuer?: unknown; readonly jwks_uri?: unknown };
    if (about.issuer !== issuer || typeof about.jwks_uri !== 'string') return away();
    return createRemoteJWKSet(new URL(about.jwks_uri), { timeoutDuration: DISCOVERY_TIMEOUT_MS });
  }
}

/** Before anything else, so that "none" is called by its name. */
function assertAlgorithm(token: string): void {
  let algorithm: unknown;
  try {
    algorithm = decodeProtectedHeader(token).alg;
  } catch {
    throw new RefusedCredential('TOKEN_MALFORMED', 'The token is not a JSON Web Token.');
  }
  if (typeof algorithm === 'string' && ALGORITHMS.includes(algorithm)) return;
  throw new RefusedCredential('TOKEN_ALGORITHM', 'The token must be signed by the identity provider with its own key.');
}

const CODES: readonly [new (...args: never[]) => Error, RefusalCode, string][] = [
  [errors.JWTExpired, 'TOKEN_EXPIRED', 'The token has expired.'],
  [errors.JWSSignatureVerificationFailed, 'TOKEN_SIGNATURE', "The token's signature does not match."],
  [
    errors.JWKSNoMatchingKey,
    'TOKEN_SIGNATURE',
    'The token is signed with a key that the identity provider does not have.',
  ],
  [errors.JWKSMultipleMatchingKeys, 'TOKEN_SIGNATURE', 'The token does not say which key it is signed with.'],
];

function refuse(error: unknown): never {
  const known = CODES.find(([kind]) => error instanceof kind);
  if (known !== undefined) throw new RefusedCredential(known[1], known[2]);
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') throw new RefusedCredential('TOKEN_AUDIENCE', 'The token is for somebody else.');
    if (error.claim === 'iss')
      throw new RefusedCredential('TOKEN_ISSUER', 'The token is of another identity provider.');
    throw new RefusedCredential('TOKEN_CLAIMS', `The token's claim "${error.claim}" is missing or not right.`);
  }
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return away();
  if (error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC') {
    throw new RefusedCredential('TOKEN_MALFORMED', 'The token is not one of the identity provider.');
  }
  return away();
}

function untilOf({ exp }: JWTPayload): number {
  return (exp ?? 0) * 1_000_000;
}

function away(): never {
  throw new ProblemException(503, { detail: 'The identity provider does not answer.', retryAfterSeconds: 5 });
}
