import { brokenMetricRules } from '../asset-types/broken-rules.ts';
import { isSameOverride, overrideAlone, overriddenFields, type MetricOverride } from '../asset-types/override.ts';
import type { AssetState } from './asset.ts';
import { ASSET_METRIC_PATTERN, ASSET_METRIC_RULE, type AssetViolation } from './rules.ts';

/** The first rule an override breaks, as far as it can be told without the type; or that the asset has it exactly so. */
export function overrideViolation(
  { typeId, overrides }: AssetState,
  override: MetricOverride & { readonly assetId: string },
): AssetViolation | 'NOTHING_NEW' | undefined {
  const { assetId, metric } = override;
  if (typeId === null) return { code: 'NO_TYPE', detail: `assetId "${assetId}": must be of a type` };
  if (!ASSET_METRIC_PATTERN.test(metric))
    return { code: 'INVALID_METRIC', detail: `metric "${metric}": must be ${ASSET_METRIC_RULE}` };
  if (overriddenFields(override).size === 0)
    return { code: 'INVALID_OVERRIDE', detail: `metric "${metric}": must have something otherwise than its type` };
  const [broken] = brokenMetricRules(overrideAlone(override));
  if (broken !== undefined)
    return { code: 'INVALID_OVERRIDE', detail: `${broken.field} ${String(broken.value)}: ${broken.rule}` };
  const known = overrides.get(metric);
  return known !== undefined && isSameOverride(known, override) ? 'NOTHING_NEW' : undefined;
}
