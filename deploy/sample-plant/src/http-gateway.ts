import { pause } from './pace.ts';

/** One device message as the ingestion front door takes it. */
export interface DeviceMessage {
  readonly deviceId: string;
  readonly messageId: string;
  readonly occurredAt: number;
  readonly readings: readonly { readonly metric: string; readonly value: number }[];
}

/**
 * A gateway that posts flushes and keeps a flush until the front door has acknowledged it: refused for load or a lost answer
 * means sending the same messages again, and their `messageId` makes the second one the same event.
 */
export class HttpGateway {
  readonly #url: string;
  readonly #token: string;
  readonly #signal: AbortSignal;

  constructor(options: { ingestionUrl: string; token: string; signal: AbortSignal }) {
    this.#url = `${options.ingestionUrl}/v1/telemetry`;
    this.#token = options.token;
    this.#signal = options.signal;
  }

  /** @throws Error with the problem's text when the front door refuses the messages for good. */
  async flush(messages: readonly DeviceMessage[]): Promise<void> {
    while (!this.#signal.aborted) {
      const wait = await this.#post(messages);
      if (wait === undefined) return;
      await pause(wait, this.#signal);
    }
  }

  /** Milliseconds to wait before trying again, or undefined when the messages were acknowledged. */
  async #post(messages: readonly DeviceMessage[]): Promise<number | undefined> {
    let response: Response;
    try {
      response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#token}` },
        body: JSON.stringify(messages),
        signal: this.#signal,
      });
    } catch (error) {
      if (this.#signal.aborted) return undefined;
      // A front door that restarts refuses connections; the flush waits for it.
      if (error instanceof TypeError) return RETRY_MS;
      throw error;
    }
    const text = await response.text();
    if (response.ok) return undefined;
    if (response.status === 429 || response.status >= 500) {
      return Number(response.headers.get('retry-after') ?? 1) * 1000;
    }
    throw new Error(`ingestion answered ${response.status}: ${text.slice(0, 500)}`);
  }
}

const RETRY_MS = 500;
