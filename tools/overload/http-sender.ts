import { Agent, request } from 'node:http';
import type { NumberedBody } from './numbered-body.ts';

/** What became of an offer: acknowledged, refused (429, 503), without an answer, or refused for good. */
export type Offered = 'acknowledged' | 'share' | 'unavailable' | 'no answer';

export interface SenderOptions {
  readonly url: string;
  readonly token: string;
  readonly device: string;
  readonly body: NumberedBody;
  /** The client does not say how much comes. */
  readonly chunked?: boolean;
}

/** Longer than the product lets a request wait. */
const TIMEOUT_MS = 20_000;

/** One connection with one device behind it: it offers the same messages until they are acknowledged, then the next. */
export class HttpSender {
  readonly device: string;
  readonly #options: SenderOptions;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #batches = 0;
  /** Of answers that told when to come again. */
  withRetryAfter = 0;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.device = options.device;
    options.body.number(0);
  }

  /** Messages acknowledged so far: counters 0 … n-1. */
  get acknowledged(): number {
    return this.#batches * this.#options.body.messages;
  }

  /** @throws Error when the load itself is wrong */
  async offer(): Promise<Offered> {
    const { body } = this.#options;
    const { status, text, retryAfter } = await this.#post();
    if (status === undefined) return 'no answer';
    if (status === 429 || status === 503) {
      if (retryAfter !== undefined) this.withRetryAfter += 1;
      return status === 429 ? 'share' : 'unavailable';
    }
    const { rejected } = status === 200 ? (JSON.parse(text) as { rejected: number }) : { rejected: undefined };
    if (rejected !== 0) throw new Error(`${this.device}: ${status}: ${text.slice(0, 500)}`);
    this.#batches += 1;
    body.number(this.acknowledged);
    return 'acknowledged';
  }

  close(): void {
    this.#agent.destroy();
  }

  #post(): Promise<{ status: number | undefined; text: string; retryAfter?: string | undefined }> {
    const { url, token, body, chunked } = this.#options;
    return new Promise((resolve) => {
      const lost = (): void => resolve({ status: undefined, text: '' });
      const headers = {
        ...{ 'content-type': 'application/json', authorization: `Bearer ${token}` },
        ...(chunked === true ? { 'transfer-encoding': 'chunked' } : { 'content-length': body.bytes.length }),
      };
      const call = request(`${url}/v1/telemetry`, { method: 'POST', agent: this.#agent, headers }, (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.on('end', () => resolve({ status: answer.statusCode, text, retryAfter: answer.headers['retry-after'] }));
        answer.on('error', lost);
      });
      call.setTimeout(TIMEOUT_MS, () => call.destroy());
      call.on('error', lost);
      call.end(body.bytes);
    });
  }
}
