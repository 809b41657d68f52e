import type { Caller } from '@millrace/platform';
import type { Origin } from './send-command.ts';

/** What we need of Fastify's reply. */
export interface Reply {
  code(status: number): Reply;
  header(name: string, value: string): Reply;
}

export const IDEMPOTENCY_KEY = 'idempotency-key';
export const IDEMPOTENCY_HEADER = {
  name: IDEMPOTENCY_KEY,
  required: false,
  description: 'The same key again is the same command: it is not done twice',
};

/** Who sends a command, as commands know it. */
export function origin({ tenant, name, access }: Caller, idempotencyKey: string | undefined): Origin {
  return { tenant, name, idempotencyKey, within: access.scopes('assets:write') };
}
