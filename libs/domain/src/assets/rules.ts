import type { AssetRefusalCode, BoundMetric } from './asset.ts';
import type { RegisterAssetData } from './commands.ts';
import { brokenPathRule, ASSET_SEGMENT_PATTERN, ASSET_SEGMENT_RULE } from './path.ts';

/** Why a command cannot be: the field, its value and the rule are in `detail`. */
export interface AssetViolation {
  readonly code: AssetRefusalCode;
  readonly detail: string;
}

/** Metric names come from plants (Sparkplug uses "/" for folders): anything printable, without blanks at either end. */
export const ASSET_METRIC_PATTERN = /^(?! )[^\p{Cc}\p{Zl}\p{Zp}]{1,255}(?<! )$/u;
export const ASSET_METRIC_RULE = '1 to 255 printable characters, no blank at either end';

/** The first rule a registration breaks by itself, whatever the state of the asset. */
export function registrationViolation(command: RegisterAssetData): AssetViolation | undefined {
  const { assetId, name } = command;
  if (!ASSET_SEGMENT_PATTERN.test(assetId))
    return { code: 'INVALID_ID', detail: `assetId "${assetId}": must be ${ASSET_SEGMENT_RULE}` };
  if (name.trim() === '') return { code: 'INVALID_NAME', detail: `name "${name}": must not be blank` };
  return placeViolation(command);
}

/** The first rule a place breaks for an asset of this level, as far as it can be told without the other assets. */
export function placeViolation(
  place: Pick<RegisterAssetData, 'assetId' | 'level' | 'parentId' | 'path'>,
): AssetViolation | undefined {
  const { assetId, level, parentId, path } = place;
  const rule = brokenPathRule(path, level);
  if (rule !== undefined) return { code: 'INVALID_PATH', detail: `path "${path}": ${rule}` };
  if (parentId === assetId) return { code: 'INVALID_PARENT', detail: `parentId "${parentId}": must be another asset` };
  if (parentId !== null && level === 'ENTERPRISE') {
    return { code: 'INVALID_PARENT', detail: `parentId "${parentId}": an enterprise has no parent` };
  }
  return undefined;
}

/** The first rule a binding breaks by itself. */
export function bindingViolation(binding: BoundMetric): AssetViolation | undefined {
  const { metric, deviceMetric, deviceId, factor, offset, rangeLow, rangeHigh } = binding;
  for (const [field, value] of Object.entries({ metric, deviceMetric, deviceId })) {
    if (!ASSET_METRIC_PATTERN.test(value))
      return { code: 'INVALID_METRIC', detail: `${field} "${value}": must be ${ASSET_METRIC_RULE}` };
  }
  if (!Number.isFinite(factor) || factor === 0) {
    return { code: 'INVALID_CONVERSION', detail: `factor ${factor}: must be a finite number other than 0` };
  }
  if (!Number.isFinite(offset))
    return { code: 'INVALID_CONVERSION', detail: `offset ${offset}: must be a finite number` };
  for (const [field, value] of Object.entries({ rangeLow, rangeHigh })) {
    if (value !== null && !Number.isFinite(value)) {
      return { code: 'INVALID_RANGE', detail: `${field} ${value}: must be a finite number, or absent for an open end` };
    }
  }
  if (rangeLow !== null && rangeHigh !== null && rangeLow >= rangeHigh) {
    return { code: 'INVALID_RANGE', detail: `rangeLow ${rangeLow}: must be below rangeHigh ${rangeHigh}` };
  }
  return undefined;
}
