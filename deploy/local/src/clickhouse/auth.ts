import { createHash, timingSafeEqual } from 'node:crypto';
import type { Credentials } from './request.ts';
import { ServerError } from './server-error.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Lets the one configured user pass; anybody else gets ClickHouse's own answer (code 516). */
export function authenticate(given: Credentials, expected: Credentials): void {
  const same = timingSafeEqual(digest(given.password), digest(expected.password));
  if (given.user === expected.user && same) return;
  throw new ServerError(
    516,
    `${given.user}: Authentication failed: password is incorrect, or there is no user with such name`,
    'AUTHENTICATION_FAILED',
  );
}
