import {
  ALARM_PRIORITIES,
  ASSET_SEGMENT_PATTERN,
  ASSET_SEGMENT_RULE,
  LIMIT_LEVELS,
  METRIC_ROLES,
  type TypeDefinition,
} from '@millrace/domain';
import { z } from 'zod';
import { assetName, metricName, unitCode } from './requests.ts';

/** What is not given is null, as it is answered: what was read can be written as it is. */
const optional = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);
const text = (length: number) => z.string().trim().max(length).default('');

export const typeId = z.string().regex(ASSET_SEGMENT_PATTERN, `must be ${ASSET_SEGMENT_RULE}`);
export const typeIdParam = z.strictObject({ typeId });

const alarmTemplate = z.strictObject({
  priority: z.enum(ALARM_PRIORITIES).describe('How urgently an operator has to act'),
  message: z.string().trim().min(1).max(200).describe('What has happened'),
  consequence: text(2_000).describe('What comes of it when nobody acts'),
  response: text(2_000).describe('What the operator is to do'),
});

const setting = {
  level: z.enum(LIMIT_LEVELS).describe('High-high, high, low, low-low; each at most once'),
  value: z.number().describe('Passed above it (HH, H) or below it (L, LL), in the unit of the metric'),
  deadband: z.number().default(0).describe('How far the value has to come back, in the unit of the metric'),
  onDelayMs: z.int().default(0).describe('How long the limit has to be passed before it counts'),
};
const range = {
  rangeLow: optional(z.number()).describe('What the sensor can rightly show, in the unit of the metric'),
  rangeHigh: optional(z.number()),
  samplingMs: optional(z.int()).describe('How often a reading is expected; null when it comes only on a change'),
};

const typeMetric = z.strictObject({
  name: metricName,
  description: text(2_000),
  unit: unitCode,
  role: z.enum(METRIC_ROLES),
  ...range,
  limits: z
    .array(
      z.strictObject({
        ...setting,
        source: text(500).describe('Standard or manual that the limit is from'),
        alarm: optional(alarmTemplate).describe('null: a limit that is only shown'),
      }),
    )
    .default([]),
});

/** The whole of a definition; what rules it has to keep besides, the domain says. */
export const typeDefinitionRequest = z.strictObject({
  name: assetName,
  description: text(2_000),
  pack: text(64).describe('Type pack it came from; empty for a type of the plant’s own'),
  metrics: z.array(typeMetric).describe('All of its metrics, up to 500'),
}) satisfies z.ZodType<TypeDefinition>;

const expectedVersion = z.int().min(0);
export const defineTypeRequest = typeDefinitionRequest.extend({
  expectedVersion: expectedVersion.describe(
    'Version of the type whose impact was looked at; 0 for a new one. Refused with 409 when the type is at another',
  ),
});
export interface DefineTypeRequest extends TypeDefinition {
  readonly expectedVersion: number;
}

export const retireTypeRequest = z.strictObject({
  reason: text(1_000).describe('Why; part of the type’s history'),
  expectedVersion: expectedVersion.optional(),
});
export type RetireTypeRequest = z.infer<typeof retireTypeRequest>;

export const assignTypeRequest = z.strictObject({
  typeId: typeId.describe('Type that the asset is of from now on'),
  expectedVersion: expectedVersion.optional().describe('Refuse with 409 if the asset is at another version'),
});
export type AssignTypeRequest = z.infer<typeof assignTypeRequest>;

export const overrideMetricRequest = z.strictObject({
  ...range,
  limits: z.array(z.strictObject(setting)).default([]).describe('Limits that are otherwise; each whole'),
  expectedVersion: expectedVersion.optional(),
});
export type OverrideMetricRequest = z.infer<typeof overrideMetricRequest>;

export const listTypesQuery = z.strictObject({
  pack: z.string().max(64).optional().describe('Only types of this pack; empty: of no pack'),
  state: z.enum(['in-use', 'retired', 'all']).default('in-use'),
  after: z.string().max(64).default('').describe('The `next` of the page before'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
export type ListTypesQuery = z.infer<typeof listTypesQuery>;

const bearing = {
  ...{ name: 'bearing-temperature', description: 'Main bearing, drive end', unit: 'Cel', role: 'CONDITION' },
  ...{ rangeLow: -40, rangeHigh: 180, samplingMs: 10_000 },
  limits: [
    {
      ...{ level: 'H', value: 90, deadband: 3, onDelayMs: 30_000, source: 'Manual of the manufacturer' },
      alarm: {
        ...{ priority: 'HIGH', message: 'Bearing too hot', consequence: 'The bearing seizes within hours' },
        response: 'Reduce the load, check the lubrication',
      },
    },
  ],
};
const definition = { name: 'Feed pump', metrics: [bearing] };
export const typeExamples = {
  definition,
  define: { ...definition, expectedVersion: 0 },
  assign: { typeId: 'feed-pump' },
  override: { limits: [{ level: 'H', value: 95, deadband: 3, onDelayMs: 30_000 }] },
};
