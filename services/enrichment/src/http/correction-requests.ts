import { CORRECTION_MAX_REPLACEMENTS, CORRECTION_STATES } from '@millrace/domain';
import { z } from 'zod';
import { assetId, metricName } from './requests.ts';

const instant = () =>
  z.iso
    .datetime({ offset: true, error: 'must be an instant: ISO 8601 with an offset' })
    .transform((text) => Date.parse(text) * 1_000);
const reason = z.string().trim().min(1, 'must say why').max(1_000);

const about = {
  assetId: assetId.describe('The asset whose readings are wrong'),
  metric: metricName.describe('The metric whose readings are wrong'),
  from: instant().describe('First instant of the wrong readings, source clock; ISO 8601 with an offset'),
  to: instant().describe('First instant after them; not in the future'),
  reason: reason.describe('Why; part of the history for ever'),
};

export const correctionRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('VOID').describe('The readings do not count'), ...about }),
  z.strictObject({
    kind: z.literal('SCALE').describe('Each number counts as value * factor + offset'),
    factor: z.number().default(1),
    offset: z.number().default(0).describe('In the unit of the metric'),
    ...about,
  }),
  z.strictObject({
    kind: z.literal('REPLACE').describe('The readings do not count, these count instead'),
    replacements: z
      .array(z.strictObject({ at: instant(), value: z.number() }))
      .min(1)
      .max(CORRECTION_MAX_REPLACEMENTS)
      .describe('In the range, in the order of their instants, in the unit of the metric'),
    ...about,
  }),
]);
export type CorrectionRequest = z.infer<typeof correctionRequest>;

export const decisionRequest = z.strictObject({
  reason: reason.describe('Why; part of the history for ever'),
  expectedVersion: z.int().min(1).optional().describe('Refuse with 409 if the correction is at another version'),
});
export type DecisionRequest = z.infer<typeof decisionRequest>;

export const correctionsQuery = z.strictObject({
  assetId: assetId.optional(),
  metric: metricName.optional(),
  state: z.enum(CORRECTION_STATES).optional(),
  from: instant().optional(),
  to: instant().optional(),
  after: z.string().max(1_024).default(''),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

const meterDay = { assetId: 'meter-3', metric: 'energy', from: '2026-03-14T00:00:00Z', to: '2026-03-15T00:00:00Z' };
export const correctionExamples = {
  void: { kind: 'VOID', ...meterDay, reason: 'The meter was disconnected and counted noise' },
  scale: { kind: 'SCALE', factor: 0.001, ...meterDay, reason: 'Counted in W.h until the firmware was changed' },
  replace: {
    kind: 'REPLACE',
    replacements: [{ at: '2026-03-14T06:00:00Z', value: 12.5 }],
    ...meterDay,
    reason: 'Read by hand while the meter was off',
  },
  decision: { reason: 'Checked against the invoice' },
};
