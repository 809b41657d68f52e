import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { identityProvider } from '@millrace/local-stack';
import { signIn } from '@millrace/testing';
import { exportJWK, generateKeyPair } from 'jose';
import type { Person } from './people.ts';

const REDIRECT = 'http://127.0.0.1/back';
/** Sign-ins at once. */
const AT_ONCE = 16;
/** The proof may take so long after everybody has signed in, seconds. */
const TOKEN_SECONDS = 3_600;

/** The identity provider of the proof, and where it is. */
export interface ProofProvider {
  readonly issuer: string;
  /** Signs everybody in by the code flow; access tokens in the order of the people. */
  signInAll(onProgress: (done: number) => void): Promise<string[]>;
  close(): void;
}

export async function startProvider(all: readonly Person[]): Promise<ProofProvider> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(privateKey)), kid: 'proof', use: 'sig', alg: 'RS256' } as never] };
  const accounts = all.map(({ username, tenant }) => ({
    username,
    name: username,
    tenant,
    groups: [],
    password: username,
  }));
  const about = { issuer, people: accounts, jwks, cookieKey: 'a key of the proof', audience: 'millrace' };
  const answer = identityProvider({ ...about, redirectUris: [REDIRECT], accessTokenSeconds: TOKEN_SECONDS }).callback();
  server.on('request', (request, response) => void answer(request, response));
  return {
    issuer,
    async signInAll(onProgress) {
      const tokens: string[] = [];
      const next = all.entries();
      const work = async (): Promise<void> => {
        for (const [index, { username }] of next) {
          tokens[index] = await signIn({ issuer, redirectUri: REDIRECT, username, password: username });
          if (tokens.length % 50 === 0) onProgress(tokens.length);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return tokens;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
