import { ASSET_PATH_LENGTH, EQUIPMENT_LEVELS } from '@millrace/domain';
import { z } from 'zod';
import { typeId } from '../http/type-requests.ts';
import { assetId, assetName, metricName, unitCode } from '../http/requests.ts';

const number = z.number('must be a number, with a point if it has decimals');

/**
 * A line of a plant's list of tags: an asset, and one of its metrics with the device that measures it. An asset with many metrics has many
 * lines, of which the first one that says `level` registers it. A line without `metric` is only about the asset, a line without `level` only
 * about a metric of an asset that is there.
 */
export const tagRow = z.strictObject({
  assetId,
  name: assetName.optional().describe('Name for people; the id unless said'),
  level: z.enum(EQUIPMENT_LEVELS).optional(),
  parentId: assetId.optional(),
  path: z.string().max(ASSET_PATH_LENGTH).optional(),
  typeId: typeId.optional().describe('Asset type it is of from then on; as it was unless said'),
  metric: metricName.optional(),
  deviceId: metricName.optional(),
  deviceMetric: metricName.optional(),
  sourceUnit: unitCode.default(''),
  unit: unitCode.default(''),
  scale: number.default(1),
  offset: number.default(0),
  rangeLow: number.optional(),
  rangeHigh: number.optional(),
});
export type TagRow = z.infer<typeof tagRow>;

/** The columns of a file, in the order that an export has. */
export const COLUMNS = Object.keys(tagRow.shape) as (keyof TagRow)[];
export const NUMBERS: ReadonlySet<string> = new Set(['scale', 'offset', 'rangeLow', 'rangeHigh']);

/** What is given when a metric is. */
export const WITH_METRIC = ['deviceId', 'deviceMetric'] as const;
