import { createHash, timingSafeEqual } from 'node:crypto';
import { text } from 'node:stream/consumers';
import {
  type Configuration,
  type Interaction,
  interactionPolicy,
  type JWKS,
  type KoaContextWithOIDC,
  Provider,
} from 'oidc-provider';
import { signInPage } from './sign-in-page.ts';

/** Somebody who can sign in at the local identity provider. */
export interface LocalPerson {
  readonly username: string;
  readonly name: string;
  readonly tenant: string;
  readonly groups: readonly string[];
  readonly password: string;
}

export interface IdentityProviderOptions {
  /** As it is written into tokens, and where the provider is reached. */
  readonly issuer: string;
  readonly people: readonly LocalPerson[];
  /** Private keys; the first that fits signs, all are published. */
  readonly jwks: JWKS;
  /** Signs the provider's own cookies. */
  readonly cookieKey: string;
  /** Where a browser may be sent back to. */
  readonly redirectUris: readonly string[];
  /** Who its access tokens are for. */
  readonly audience: string;
  /** How long its access tokens are valid, seconds. */
  readonly accessTokenSeconds?: number;
}

/** The client of people: a browser that signs in for Millrace, without a secret, with PKCE. */
export const LOCAL_CLIENT = 'millrace';
const LARGEST_FORM = 10_000;

/**
 * The certified `oidc-provider` as the identity provider of the local stack: people and sessions are its own, in memory; everything that
 * Millrace sees of it is what any provider shows.
 */
export function identityProvider(options: IdentityProviderOptions): Provider {
  const provider = new Provider(options.issuer, configuration(options));
  provider.use(async (context, next) => {
    const [, uid, login] = /^\/interaction\/([\w-]+)(\/login)?$/.exec(context.path) ?? [];
    if (uid === undefined) return next();
    if (context.method === 'GET' && login === undefined) return show(context as KoaContextWithOIDC, uid, '');
    if (context.method === 'POST' && login !== undefined)
      return signIn(provider, options.people, context as never, uid);
    return next();
  });
  return provider;
}

function configuration(options: IdentityProviderOptions): Configuration {
  const { people, jwks, cookieKey, redirectUris, audience, accessTokenSeconds = 600 } = options;
  const personOf = (sub: string): LocalPerson | undefined => people.find(({ username }) => username === sub);
  const claimsOf = ({ username, name, tenant, groups }: LocalPerson) => ({
    ...{ sub: username, preferred_username: username, name, tenant, groups: [...groups] },
  });
  return {
    clients: [
      {
        client_id: LOCAL_CLIENT,
        redirect_uris: [...redirectUris],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'none',
        application_type: 'native',
      },
    ],
    jwks,
    cookies: { keys: [cookieKey] },
    pkce: { required: () => true },
    claims: { openid: ['sub', 'tenant', 'groups'], profile: ['name', 'preferred_username'] },
    ttl: { AccessToken: accessTokenSeconds, IdToken: 600, Interaction: 600, Session: 28_800, Grant: 28_800 },
    interactions: { policy: withoutConsent(), url: (_context, { uid }: Interaction) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => `urn:${audience}`,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, resource) => ({
          scope: 'openid profile',
          // A token for another program can be had as well, so that it can be seen that it opens nothing here.
          audience: resource.replace(/^urn:/, ''),
          accessTokenFormat: 'jwt',
          accessTokenTTL: accessTokenSeconds,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    extraTokenClaims: (_context, token) => {
      const person = 'accountId' in token ? personOf(String(token.accountId)) : undefined;
      return person && claimsOf(person);
    },
    findAccount: (_context, sub) => {
      const person = personOf(sub);
      return person && { accountId: sub, claims: () => claimsOf(person) };
    },
    /** Our own client needs nobody's consent. */
    loadExistingGrant: async ({ oidc }) => {
      const { client, session, params } = oidc;
      const grant = new oidc.provider.Grant({ clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' });
      grant.addOIDCScope('openid profile');
      for (const resource of [params?.['resource'] ?? `urn:${audience}`].flat()) {
        grant.addResourceScope(String(resource), 'openid profile');
      }
      await grant.save();
      return grant;
    },
  };
}

function withoutConsent() {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return policy;
}

function show(context: Pick<KoaContextWithOIDC, 'type' | 'body' | 'status'>, uid: string, problem: string): void {
  context.type = 'html';
  context.status = problem === '' ? 200 : 401;
  context.body = signInPage(uid, problem);
}

async function signIn(
  provider: Provider,
  people: readonly LocalPerson[],
  context: KoaContextWithOIDC,
  uid: string,
): Promise<void> {
  if (Number(context.req.headers['content-length'] ?? 0) > LARGEST_FORM) return context.throw(413);
  const form = new URLSearchParams(await text(context.req));
  const person = people.find(({ username }) => username === form.get('username'));
  if (!isSame(form.get('password') ?? '', person?.password ?? '') || person === undefined) {
    return show(context, uid, 'User name or password is wrong.');
  }
  const result = { login: { accountId: person.username } };
  await provider.interactionFinished(context.req, context.res, result, { mergeWithLastSubmission: false });
  context.respond = false;
}

const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest();
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
