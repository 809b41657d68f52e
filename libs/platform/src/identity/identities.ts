import type { IncomingHttpHeaders } from 'node:http';
import { bearerToken, type ApiTokens } from './api-tokens.ts';
import type { Identity } from './caller.ts';
import { cookieOf } from './cookies.ts';
import { OidcTokens } from './oidc-tokens.ts';
import { RefusedCredential } from './refused-credential.ts';
import { PLAIN_SESSION_COOKIE, SESSION_COOKIE, type Sessions } from './sessions.ts';
import { VerifiedTokens } from './verified-tokens.ts';

/** API keys, which a service learns of from events. */
export interface KeySource {
  /** @throws RefusedCredential KEY_UNKNOWN, KEY_EXPIRED */
  identityOf(key: string, now: number): Identity;
  /** Whether a session or a key was ended before its time. */
  isEnded(identity: Identity): boolean;
}

/** `mrk_…`: the prefix lets secret scanners recognise a leaked one. */
const KEY_PREFIX = 'mrk_';
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Every way to prove who one is: API token, API key, access token of the identity provider, session of a browser. */
export class Identities {
  readonly #tokens: ApiTokens;
  readonly #oidc: OidcTokens | undefined;
  readonly #sessions: Sessions | undefined;
  readonly #verified = new VerifiedTokens();
  #keys: KeySource | undefined;

  constructor(parts: { tokens: ApiTokens; oidc?: OidcTokens | undefined; sessions?: Sessions | undefined }) {
    this.#tokens = parts.tokens;
    this.#oidc = parts.oidc;
    this.#sessions = parts.sessions;
  }

  /** API keys are understood from now on as well. */
  use(keys: KeySource): void {
    this.#keys = keys;
  }

  /** @param now microseconds since 1970. @throws RefusedCredential */
  async of(headers: IncomingHttpHeaders, method: string, now: number): Promise<Identity> {
    const bearer = bearerToken(headers.authorization);
    if (bearer !== undefined) return await this.#ofBearer(bearer, now);
    const session = cookieOf(headers.cookie, SESSION_COOKIE) ?? cookieOf(headers.cookie, PLAIN_SESSION_COOKIE);
    if (session !== undefined && this.#sessions !== undefined) {
      assertSameSite(headers, method);
      return await this.#ofSession(this.#sessions, session, now);
    }
    throw new RefusedCredential('NO_CREDENTIAL', 'Sign in, or send a valid token: Authorization: Bearer <token>.');
  }

  /** Whether what was proved before is still worth something. @param now microseconds since 1970 */
  isStill(identity: Identity, now: number): boolean {
    return now < identity.until && this.#keys?.isEnded(identity) !== true;
  }

  async #ofBearer(token: string, now: number): Promise<Identity> {
    if (token.startsWith(KEY_PREFIX) && this.#keys !== undefined) return this.#keys.identityOf(token, now);
    if (this.#oidc !== undefined && OidcTokens.isOne(token)) {
      const oidc = this.#oidc;
      return await this.#verified.of(token, now, () => oidc.identityOf(token));
    }
    const identity = this.#tokens.identityOf(token);
    if (identity === undefined)
      throw new RefusedCredential('UNKNOWN_TOKEN', 'Send a valid token: nobody has this one.');
    if (now >= identity.until) throw new RefusedCredential('TOKEN_EXPIRED', 'The token has expired.');
    return identity;
  }

  async #ofSession(sessions: Sessions, sealed: string, now: number): Promise<Identity> {
    const identity = await this.#verified.of(sealed, now, () => sessions.identityOf(sealed));
    if (this.#keys?.isEnded(identity) === true) {
      throw new RefusedCredential('SESSION_ENDED', 'You have signed out: sign in again.');
    }
    return identity;
  }
}

/**
 * A browser sends cookies along with what other sites make it send: what changes something must come from our own pages. Browsers say
 * where a request comes from (Fetch Metadata, and Origin for those that do not know it).
 */
function assertSameSite(headers: IncomingHttpHeaders, method: string): void {
  if (SAFE_METHODS.has(method)) return;
  const site = headers['sec-fetch-site'];
  const origin = headers.origin;
  const same = site === undefined ? origin !== undefined && hostOf(origin) === headers.host : site === 'same-origin';
  if (!same) throw new RefusedCredential('CROSS_SITE', 'A request with a session must come from a page of this site.');
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
