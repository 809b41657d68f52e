import type { IncomingHttpHeaders } from 'node:http';
import { bearerToken, type ApiTokens } from './api-tokens.ts';
import type { Identity } from './caller.ts';
import { OidcTokens } from './oidc-tokens.ts';
import { RefusedCredential } from './refused-credential.ts';
import { VerifiedTokens } from './verified-tokens.ts';

/** Every way to prove who one is: an API token, and an access token of the identity provider. */
export class Identities {
  readonly #tokens: ApiTokens;
  readonly #oidc: OidcTokens | undefined;
  readonly #verified = new VerifiedTokens();

  constructor(parts: { tokens: ApiTokens; oidc?: OidcTokens | undefined }) {
    this.#tokens = parts.tokens;
    this.#oidc = parts.oidc;
  }

  /** @param now microseconds since 1970. @throws RefusedCredential */
  async of({ authorization }: IncomingHttpHeaders, now: number): Promise<Identity> {
    const token = bearerToken(authorization);
    if (token === undefined) {
      throw new RefusedCredential('NO_CREDENTIAL', 'Send a valid token: Authorization: Bearer <token>.');
    }
    const oidc = this.#oidc;
    if (oidc !== undefined && OidcTokens.isOne(token)) {
      return await this.#verified.of(token, now, () => oidc.identityOf(token));
    }
    const identity = this.#tokens.identityOf(token);
    if (identity === undefined)
      throw new RefusedCredential('UNKNOWN_TOKEN', 'Send a valid token: nobody has this one.');
    if (now >= identity.until) throw new RefusedCredential('TOKEN_EXPIRED', 'The token has expired.');
    return identity;
  }
}
