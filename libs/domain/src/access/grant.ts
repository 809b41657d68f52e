import type { EpochMicros } from '../kernel/index.ts';

/** Who a grant is for: one person, everybody in a group of the identity provider, or an API key. */
export type SubjectKind = 'person' | 'group' | 'key';

export interface GrantSubject {
  readonly kind: SubjectKind;
  /** Of a person the `sub` of their provider, of a group its name there, of a key its id. */
  readonly id: string;
}

/** A right: a role on a place and everything below it, for a time. */
export interface Grant {
  readonly role: string;
  /** Asset path; empty for the whole tenant. */
  readonly scope: string;
  /** Microseconds since 1970; from inclusive, until exclusive; null for no end. */
  readonly from: EpochMicros;
  readonly until: EpochMicros | null;
}

/** Whether the grant is worth something at an instant. */
export function isInForce({ from, until }: Pick<Grant, 'from' | 'until'>, now: EpochMicros): boolean {
  return now >= from && (until === null || now < until);
}

/** The next instant at which one of the grants begins or ends, after which what was made of them is out of date; Infinity for never. */
export function nextChange(grants: Iterable<Pick<Grant, 'from' | 'until'>>, now: EpochMicros): number {
  let next = Infinity;
  for (const { from, until } of grants) {
    if (from > now) next = Math.min(next, from);
    if (until !== null && until > now) next = Math.min(next, until);
  }
  return next;
}
