import { createHash, randomBytes } from 'node:crypto';
import { LOCAL_CLIENT } from '@millrace/local-stack/stack';

export interface SignIn {
  readonly issuer: string;
  readonly redirectUri: string;
  readonly username: string;
  readonly password: string;
  /** Who the token shall be for; the provider's default without it. */
  readonly resource?: string;
}

const MOST_STEPS = 10;

/**
 * Signs somebody in at an identity provider as a browser and a program do: authorization code with PKCE (RFC 6749 section 4.1, RFC 7636).
 * Gives the access token. @throws Error saying at which step it did not go on
 */
export async function signIn({ issuer, redirectUri, username, password, resource }: SignIn): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const about = resource === undefined ? {} : { resource };
  const asked = new URLSearchParams({
    ...{ client_id: LOCAL_CLIENT, redirect_uri: redirectUri, response_type: 'code', scope: 'openid profile' },
    ...{ code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' },
    ...{ state: 's', ...about },
  });
  const code = await codeOf(`${issuer}/auth?${asked.toString()}`, redirectUri, { username, password });
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier, ...about };
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...form, client_id: LOCAL_CLIENT }),
  });
  const answer = (await response.json()) as { access_token?: string };
  if (answer.access_token === undefined) throw new Error(`no token: ${JSON.stringify(answer)}`);
  return answer.access_token;
}

/** Follows the provider's redirects with its cookies, fills in its form, and stops where it sends the browser back. */
async function codeOf(start: string, redirectUri: string, form: Record<string, string>): Promise<string> {
  const cookies = new Map<string, string>();
  let url = start;
  let body: URLSearchParams | undefined;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (url.startsWith(redirectUri)) {
      const back = new URL(url).searchParams;
      const code = back.get('code');
      if (code === null) throw new Error(`sent back without a code: ${back.toString()}`);
      return code;
    }
    const response = await fetch(url, {
      ...(body === undefined ? {} : { method: 'POST', body }),
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      redirect: 'manual',
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const text = await response.text();
    const location = response.headers.get('location');
    const action = /action="([^"]+)"/.exec(text)?.[1];
    if (location === null && (action === undefined || response.status !== 200)) {
      throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`);
    }
    body = location === null ? new URLSearchParams(form) : undefined;
    url = new URL(location ?? action ?? '', url).href;
  }
  throw new Error('the provider sends the browser around in circles');
}
