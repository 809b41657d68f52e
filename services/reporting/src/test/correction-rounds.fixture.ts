import type { CorrectionContent } from '@millrace/domain';
import fc from 'fast-check';

/** The stories are about three days; every decision is made later. */
export const DAY0 = Date.UTC(2026, 4, 1) * 1_000;
export const MINUTE = 60e6;
export const HOUR = 60 * MINUTE;
const HOURS = 72;
export const END = DAY0 + HOURS * HOUR;

// Quarters and halves: sums of them are the same in whatever order they are added.
const quarters = fc.integer({ min: -400, max: 400 }).map((n) => n / 4);
const asset = fc.constantFrom('meter-1', 'meter-2');
const metric = fc.constantFrom('energy', 'power');
const readingArb = fc.record({
  ...{ assetId: asset, metric, minute: fc.nat(HOURS * 60 - 1) },
  value: fc.oneof({ weight: 9, arbitrary: quarters }, { weight: 1, arbitrary: fc.constantFrom('on', 'off') }),
  quality: fc.constantFrom('GOOD', 'GOOD', 'GOOD', 'UNCERTAIN', 'BAD'),
});
const contentArb = fc
  .record({
    ...{ metric, from: fc.nat(HOURS * 60 - 2), length: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.nat(2_000)) },
    kind: fc.constantFrom('VOID', 'SCALE', 'REPLACE'),
    ...{
      factor: fc.constantFrom(2, -0.5, 0.25),
      offset: quarters,
      values: fc.array(quarters, { minLength: 1, maxLength: 5 }),
    },
  })
  .map(({ metric: of, from, length, kind, factor, offset, values }): CorrectionContent => {
    const range = { from: DAY0 + from * MINUTE, to: Math.min(END, DAY0 + (from + 1 + length) * MINUTE) };
    const scale = kind === 'SCALE' ? { factor, offset } : { factor: 1, offset: 0 };
    const width = Math.floor((range.to - range.from) / values.length);
    const points = values.map((value, index) => ({ at: range.from + index * width, value }));
    return { metric: of, kind, ...range, ...scale, replacements: kind === 'REPLACE' ? points : [] };
  });
const stepArb = fc.oneof(
  fc.record({ do: fc.constant('request' as const), assetId: asset, content: contentArb, approve: fc.boolean() }),
  fc.record({
    do: fc.constantFrom('ApproveCorrection', 'RejectCorrection', 'WithdrawCorrection'),
    which: fc.nat(),
    actor: fc.constantFrom('ana', 'bob'),
  }),
);
/** What happens in one round: readings, in any order of time, and what people decide. */
export const roundArb = fc.record({
  readings: fc.array(readingArb, { minLength: 60, maxLength: 90, size: 'max' }),
  steps: fc.array(stepArb, { minLength: 4, maxLength: 8, size: 'max' }),
});
export type Round = typeof roundArb extends fc.Arbitrary<infer T> ? T : never;

/** One correction of each kind, of a day and a half each: whatever follows, each has been in effect for many readings. */
export const OPENING: Round['steps'] = [
  ['meter-1', 'energy', 'VOID'] as const,
  ['meter-1', 'power', 'SCALE'] as const,
  ['meter-2', 'energy', 'REPLACE'] as const,
].map(([assetId, of, kind], index) => {
  const range = { from: DAY0 + (5 + index) * HOUR, to: DAY0 + (41 + index) * HOUR };
  const scale = kind === 'SCALE' ? { factor: 0.5, offset: 1 } : { factor: 1, offset: 0 };
  const replacements = kind === 'REPLACE' ? [{ at: range.from, value: 7 }] : [];
  return { do: 'request', assetId, content: { metric: of, kind, ...range, ...scale, replacements }, approve: true };
});
