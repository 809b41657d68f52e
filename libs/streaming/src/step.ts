import type { Reason } from './types.ts';

/** What a step made of one record. */
export type StepResult<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'dead-letter'; readonly reason: Reason }
  | { readonly kind: 'drop'; readonly reason: string };

export const ok = <T>(value: T): StepResult<T> => ({ kind: 'ok', value });

/** The record can never be used: it goes, byte for byte, to `dead.letters`, and the stream goes on. */
export const deadLetter = (reason: Reason): StepResult<never> => ({ kind: 'dead-letter', reason });

/** The record needs nothing done (already seen, not ours). Counted under its reason, kept nowhere. */
export const drop = (reason: string): StepResult<never> => ({ kind: 'drop', reason });

/** Thrown from deep inside a step: the same as returning `deadLetter(reason)`. */
export class StepError extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(`${reason.code}: ${reason.detail}`);
    this.name = 'StepError';
    this.reason = reason;
  }
}
