import { takeTokens, type Bucket, type EpochMicros } from '@millrace/domain';

const SWEEP_EVERY = 10_000_000;

/** A token bucket a credential. Buckets that are full again are forgotten, so memory follows the active senders. */
export class RateLimiter {
  readonly #rules: { readonly perSecond: number; readonly size: number };
  readonly #buckets = new Map<string, Bucket>();
  #sweepAt = 0;

  constructor(readingsPerSecond: number) {
    this.#rules = { perSecond: readingsPerSecond, size: 2 * readingsPerSecond };
  }

  /** @returns seconds to wait, or undefined when the readings may pass. */
  take(credentialId: string, readings: number, now: EpochMicros): number | undefined {
    this.#sweep(now);
    const taken = takeTokens(this.#buckets.get(credentialId), this.#rules, readings, now);
    this.#buckets.set(credentialId, taken.bucket);
    return taken.ok ? undefined : taken.retryAfterSeconds;
  }

  #sweep(now: EpochMicros): void {
    if (now < this.#sweepAt) return;
    const { perSecond, size } = this.#rules;
    for (const [id, { tokens, at }] of this.#buckets) {
      if (tokens + ((now - at) / 1_000_000) * perSecond >= size) this.#buckets.delete(id);
    }
    this.#sweepAt = now + SWEEP_EVERY;
  }
}
