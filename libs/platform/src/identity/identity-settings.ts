import { ApiTokens } from './api-tokens.ts';
import { Identities } from './identities.ts';
import { OidcTokens } from './oidc-tokens.ts';
import { Sessions } from './sessions.ts';

/** The settings of `identitySettings`, as they come out of it; none has to be set. */
export interface IdentitySettings {
  readonly API_TOKENS_FILE?: string | undefined;
  readonly ACCESS_GRANTS_FILE?: string | undefined;
  readonly OIDC_ISSUER?: string | undefined;
  readonly OIDC_AUDIENCE?: string;
  readonly OIDC_TENANT_CLAIM?: string;
  readonly OIDC_GROUPS_CLAIM?: string;
  readonly OIDC_DEFAULT_TENANT?: string | undefined;
  readonly SESSION_KEYS_FILE?: string | undefined;
}

/** Every way of proving who one is that the settings allow. @throws Error naming a file that is not usable */
export function identitiesOf(settings: IdentitySettings): Identities {
  const { OIDC_ISSUER: issuer, SESSION_KEYS_FILE: keysFile } = settings;
  return new Identities({
    tokens: ApiTokens.fromFile(settings.API_TOKENS_FILE),
    oidc:
      issuer === undefined
        ? undefined
        : new OidcTokens({ issuer, audience: settings.OIDC_AUDIENCE ?? 'millrace', claims: claimNamesOf(settings) }),
    sessions: keysFile === undefined ? undefined : Sessions.fromFile(keysFile),
  });
}

/** Which claims of the provider's tokens say what. */
export function claimNamesOf(settings: IdentitySettings) {
  return {
    tenant: settings.OIDC_TENANT_CLAIM ?? 'tenant',
    groups: settings.OIDC_GROUPS_CLAIM ?? 'groups',
    defaultTenant: settings.OIDC_DEFAULT_TENANT,
  };
}
