import { request, type Dispatcher } from 'undici';
import type { Endpoint } from './endpoints.ts';
import { ForbiddenAddress } from './guarded-agent.ts';

/** What one try to deliver came to. */
export type Attempt =
  | { readonly kind: 'delivered'; readonly statusCode: number }
  /** Trying again does not help. */
  | { readonly kind: 'refused'; readonly statusCode: number | null; readonly detail: string }
  | {
      readonly kind: 'failed';
      readonly statusCode: number | null;
      readonly detail: string;
      /** The receiver asked to be left alone for so long. */
      readonly retryAfterMs: number | undefined;
    };

export interface Message {
  readonly id: string;
  readonly body: string;
}

/** Answers are read to be rid of them; a receiver that sends more than this is hung up on. */
const MAX_ANSWER_BYTES = 16 * 1024;
/** Receivers that answer so may well take it later; every other 4xx means what was sent. */
const WORTH_RETRYING = new Set([408, 425, 429]);

/** Sends a message once, signed as Standard Webhooks says. Never throws, except when `signal` is aborted. */
export async function attempt(
  agent: Dispatcher,
  endpoint: Endpoint,
  { id, body }: Message,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Attempt> {
  const at = new Date();
  const ending = AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(timeoutMs))]);
  try {
    const {
      statusCode,
      headers,
      body: answer,
    } = await request(endpoint.url, {
      dispatcher: agent,
      method: 'POST',
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'user-agent': 'millrace-webhooks/1',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': endpoint.keys.sign(id, at, body),
      },
      body,
      signal: ending,
    });
    // The status has decided; what becomes of the rest of the answer changes nothing.
    await answer.dump({ limit: MAX_ANSWER_BYTES }).catch(() => undefined);
    return judge(statusCode, headers['retry-after']);
  } catch (error) {
    signal.throwIfAborted();
    const forbidden = forbiddenIn(error);
    if (forbidden !== undefined) return { kind: 'refused', statusCode: null, detail: forbidden.message };
    return { kind: 'failed', statusCode: null, detail: describe(error), retryAfterMs: undefined };
  }
}

function judge(statusCode: number, retryAfter: string | string[] | undefined): Attempt {
  const detail = `the receiver answered ${statusCode}`;
  if (statusCode >= 200 && statusCode < 300) return { kind: 'delivered', statusCode };
  if (statusCode >= 300 && statusCode < 400) {
    return { kind: 'refused', statusCode, detail: `${detail}; redirects are not followed` };
  }
  if (statusCode < 500 && !WORTH_RETRYING.has(statusCode)) return { kind: 'refused', statusCode, detail };
  const seconds = Number(retryAfter);
  const retryAfterMs = retryAfter !== undefined && seconds > 0 ? seconds * 1_000 : undefined;
  return { kind: 'failed', statusCode, detail, retryAfterMs };
}

function forbiddenIn(error: unknown): ForbiddenAddress | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (at instanceof ForbiddenAddress) return at;
  return undefined;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return error.message === '' ? code : `${code}: ${error.message}`;
}
