import type { RegisteredCorrection } from '@millrace/domain';

const iso = (micros: number): string => new Date(micros / 1_000).toISOString();

/** A correction as the API shows it: what it makes of which readings, and who decided what about it. */
export function correctionRepresentation(correction: RegisteredCorrection) {
  const { from, to, kind, factor, offset, replacements, requestedAt, decisions, ...rest } = correction;
  return {
    ...{ ...rest, from: iso(from), to: iso(to), kind },
    ...(kind === 'SCALE' ? { factor, offset } : {}),
    ...(kind === 'REPLACE' ? { replacements: replacements.map(({ at, value }) => ({ at: iso(at), value })) } : {}),
    requestedAt: iso(requestedAt),
    decisions: decisions.map(({ at, ...decision }) => ({ ...decision, at: iso(at) })),
  };
}
