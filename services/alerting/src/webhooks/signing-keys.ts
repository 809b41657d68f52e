import { Webhook } from 'standardwebhooks';

const MIN_BYTES = 24;
const MAX_BYTES = 64;

/** Signs for one endpoint as Standard Webhooks 1.0.0 says (HMAC-SHA256, `v1`). Shows nothing of its secrets. */
export class SigningKeys {
  readonly #keys: readonly Webhook[];

  /**
   * @param secrets `whsec_` and base64 of 24 to 64 bytes; several, one a line, while a receiver changes from one to the next
   * @throws Error naming the endpoint and the rule, never the secret
   */
  constructor(endpoint: string, secrets: string) {
    const lines = secrets.split(/\s+/).filter((line) => line !== '');
    if (lines.length === 0) throw new Error(`webhook endpoint "${endpoint}": its secret is empty or not set`);
    this.#keys = lines.map((line) => {
      const bytes = /^whsec_([A-Za-z0-9+/]+={0,2})$/.test(line) ? Buffer.from(line.slice(6), 'base64').length : 0;
      if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
        throw new Error(`webhook endpoint "${endpoint}": a secret must be "whsec_" and base64 of 24 to 64 bytes`);
      }
      return new Webhook(line);
    });
  }

  /** The header `webhook-signature`: one signature a key, separated by spaces. */
  sign(id: string, at: Date, body: string): string {
    return this.#keys.map((key) => key.sign(id, at, body)).join(' ');
  }
}
