import type { EpochMicros } from '../kernel/index.ts';

/** A token bucket: fills at a constant rate up to its size; a debt is allowed once, so that a large batch is not refused for ever. */
export interface Bucket {
  readonly tokens: number;
  readonly at: EpochMicros;
}

export interface BucketRules {
  readonly perSecond: number;
  readonly size: number;
}

export type Taken =
  | { readonly ok: true; readonly bucket: Bucket }
  | { readonly ok: false; readonly bucket: Bucket; readonly retryAfterSeconds: number };

/** Takes `cost` tokens if there are any left; else says when there will be. Time running backwards gives nothing. */
export function takeTokens(bucket: Bucket | undefined, rules: BucketRules, cost: number, now: EpochMicros): Taken {
  const before = bucket ?? { tokens: rules.size, at: now };
  const elapsed = Math.max(0, now - before.at) / 1_000_000;
  const tokens = Math.min(rules.size, before.tokens + elapsed * rules.perSecond);
  const filled = { tokens, at: Math.max(now, before.at) };
  if (tokens > 0) return { ok: true, bucket: { ...filled, tokens: tokens - cost } };
  return { ok: false, bucket: filled, retryAfterSeconds: (1 - tokens) / rules.perSecond };
}
