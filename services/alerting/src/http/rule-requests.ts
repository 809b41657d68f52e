import { ALARM_PRIORITIES, RULE_KINDS, type AlarmRule, type RuleDefinition } from '@millrace/domain';
import { z } from 'zod';

export const ruleIdParam = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, 'must be 1 to 128 letters, digits, ".", "_" or "-", no sign first');

export const ruleRequest = z.strictObject({
  name: z.string().trim().min(1).max(200).describe('For people; shown with every alarm'),
  assetPathPrefix: z.string().max(512).default('').describe('This asset and all below it; empty: every asset'),
  metric: z.string().min(1).max(256).default('*').describe('"*": every metric'),
  kind: z.enum(RULE_KINDS),
  limit: z.number().optional().describe('For thresholds, in the unit of the metric'),
  deadband: z.number().min(0).default(0).describe('How far the value has to come back, in the unit of the metric'),
  minScore: z.number().optional().describe('For ANOMALY: the lowest score that raises, 0.5 to 1'),
  priority: z.enum(ALARM_PRIORITIES),
  enabled: z.boolean().default(true),
});
export type RuleRequest = z.infer<typeof ruleRequest>;

export const definitionOf = ({ limit, minScore, ...rest }: RuleRequest): RuleDefinition => ({
  ...rest,
  limit: limit ?? null,
  minScore: minScore ?? null,
});

export const ruleRepresentation = ({ tenant: _tenant, limit, minScore, ...rest }: AlarmRule) => ({
  ...rest,
  ...(limit === null ? {} : { limit }),
  ...(minScore === null ? {} : { minScore }),
});

export const examples = {
  threshold: {
    name: 'Bearing too hot',
    assetPathPrefix: 'acme/hamburg/press-shop',
    metric: 'bearing-temperature',
    kind: 'THRESHOLD_HIGH',
    limit: 90,
    deadband: 5,
    priority: 'HIGH',
  },
  anomaly: { name: 'Unusual behaviour', kind: 'ANOMALY', minScore: 0.9, priority: 'MEDIUM' },
};
