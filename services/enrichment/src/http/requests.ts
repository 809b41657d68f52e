import {
  ASSET_METRIC_PATTERN,
  ASSET_METRIC_RULE,
  ASSET_PATH_LENGTH,
  ASSET_SEGMENT_PATTERN,
  ASSET_SEGMENT_RULE,
  EQUIPMENT_LEVELS,
} from '@millrace/domain';
import { z } from 'zod';

const RESOURCES = ['unbound-devices', 'bulk', 'import', 'export'];
export const assetId = z
  .string()
  .regex(ASSET_SEGMENT_PATTERN, `must be ${ASSET_SEGMENT_RULE}`)
  .refine((id) => !RESOURCES.includes(id), 'must not be the name of another resource under /v1/assets');
export const metricName = z.string().regex(ASSET_METRIC_PATTERN, `must be ${ASSET_METRIC_RULE}`);
export const unitCode = z
  .string()
  .max(64)
  .describe('UCUM code, such as Cel, [degF], kPa, m3/h, {rev}/min; empty: dimensionless');
export const assetName = z.string().trim().min(1).max(200);
const expectedVersion = z.int().min(0).optional().describe('Refuse with 409 if the asset is at another version');

export const registerAssetRequest = z.strictObject({
  assetId,
  name: assetName,
  level: z.enum(EQUIPMENT_LEVELS).describe('ISA-95 level; it says how many segments the path has'),
  parentId: assetId
    .optional()
    .describe('The registered asset one level above (for a module also another module); none for an enterprise'),
  path: z
    .string()
    .max(ASSET_PATH_LENGTH)
    .optional()
    .describe(
      'enterprise/site/area/work-center/work-unit/equipment-module, as deep as the level. Without it the asset is called by its id below its parent',
    ),
  typeId: z
    .string()
    .regex(ASSET_SEGMENT_PATTERN, `must be ${ASSET_SEGMENT_RULE}`)
    .optional()
    .describe('Asset type it is of; none unless said'),
  expectedVersion,
});
export type RegisterAssetRequest = z.infer<typeof registerAssetRequest>;

export const moveAssetRequest = z.strictObject({
  parentId: assetId.describe(
    'The asset it is part of from now on, of a level that fits; may be the one it is below already',
  ),
  segment: z
    .string()
    .regex(ASSET_SEGMENT_PATTERN, `must be ${ASSET_SEGMENT_RULE}`)
    .optional()
    .describe('What it is called below its parent: the last segment of its path. Without it that stays'),
  expectedVersion,
});
export type MoveAssetRequest = z.infer<typeof moveAssetRequest>;

export const renameAssetRequest = z.strictObject({ name: assetName, expectedVersion });
export type RenameAssetRequest = z.infer<typeof renameAssetRequest>;

export const retireAssetRequest = z.strictObject({
  reason: z.string().trim().max(1_000).default('').describe('Why; part of the asset’s history'),
  expectedVersion,
});
export type RetireAssetRequest = z.infer<typeof retireAssetRequest>;

const wiring = {
  deviceMetric: metricName.describe('The metric as the device names it'),
  sourceUnit: unitCode,
  unit: unitCode.describe('Unit of the engineering value, convertible from sourceUnit'),
  scale: z.number().default(1).describe('raw * scale + offset is the value in sourceUnit'),
  offset: z.number().default(0),
  range: z
    .strictObject({ low: z.number().optional(), high: z.number().optional() })
    .optional()
    .describe('In `unit`; a value outside it is at most of UNCERTAIN quality'),
};

const binding = { deviceId: metricName, ...wiring };

export const bindMetricRequest = z.strictObject({ ...binding, expectedVersion });
export type BindMetricRequest = z.infer<typeof bindMetricRequest>;

export const bulkRegisterRequest = z.strictObject({
  assets: z
    .array(
      registerAssetRequest.omit({ expectedVersion: true }).extend({
        metrics: z
          .array(z.strictObject({ metric: metricName, ...binding }))
          .max(500)
          .default([]),
      }),
    )
    .min(1)
    .max(1_000),
});
export type BulkRegisterRequest = z.infer<typeof bulkRegisterRequest>;

const boundAs = z.strictObject({
  ...wiring,
  metric: metricName.optional().describe('What the asset calls it; as the device does unless said'),
  sourceUnit: unitCode.default(''),
  unit: unitCode.default(''),
});
const metricsOfDevice = z
  .array(boundAs)
  .min(1)
  .max(500)
  .optional()
  .describe('Metrics that are wanted of the device; without it all that it announced, dimensionless');

export const mapDeviceRequest = z.strictObject({ assetId, metrics: metricsOfDevice });
export type MapDeviceRequest = z.infer<typeof mapDeviceRequest>;
export const acceptDeviceRequest = registerAssetRequest
  .omit({ expectedVersion: true })
  .extend({ metrics: metricsOfDevice });
export type AcceptDeviceRequest = z.infer<typeof acceptDeviceRequest>;

export const expectedVersionQuery = z.strictObject({ expectedVersion: z.coerce.number().int().min(0).optional() });
export const listQuery = z.strictObject({
  pathPrefix: z.string().max(ASSET_PATH_LENGTH).default('').describe('Only assets whose path begins so'),
  parentId: assetId.optional().describe('Only assets directly below this one'),
  typeId: z.string().max(64).optional().describe('Only assets of this type'),
  state: z.enum(['in-service', 'retired', 'all']).default('in-service'),
  conflict: z.enum(['any']).optional().describe('Only assets whose place is in conflict with that of others'),
  after: z.string().max(1_024).default('').describe('The `next` of the page before'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
export const examples = {
  register: {
    assetId: 'pump-7',
    name: 'Feed pump 7',
    level: 'WORK_UNIT',
    parentId: 'line-2',
    path: 'acme/hamburg/utilities/line-2/pump-7',
  },
  move: { parentId: 'line-3', segment: 'feed-pump' },
  rename: { name: 'Feed pump 7 (rebuilt)' },
  retire: { reason: 'Sold' },
  accept: { assetId: 'press-9', name: 'Press 9', level: 'WORK_UNIT', parentId: 'line-2' },
  map: {
    assetId: 'pump-7',
    metrics: [{ deviceMetric: 'AI4/temp', metric: 'temperature', sourceUnit: '[degF]', unit: 'Cel' }],
  },
  bind: {
    deviceId: 'gateway-3',
    deviceMetric: 'AI4/temp',
    sourceUnit: '[degF]',
    unit: 'Cel',
    range: { low: -20, high: 120 },
  },
};
