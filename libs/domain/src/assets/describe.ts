import type { Binding } from './device-bindings.ts';
import type { AssetRegistry, RegisteredAsset } from './registry.ts';

/** An asset as APIs show it; `conflict` says what is wrong with its place, null when nothing is. */
export function describeAsset(
  registry: Pick<AssetRegistry, 'conflictOf'>,
  tenant: string,
  { assetId, name, level, parentId, path, version, isRetired, typeId, bindings }: RegisteredAsset,
) {
  return {
    ...{ assetId, name, level, parentId, path, version, isRetired, typeId },
    conflict: registry.conflictOf(tenant, assetId) ?? null,
    metrics: [...bindings.values()].map(describeBinding),
  };
}

/** A binding as APIs show it: value in `unit` = raw * factor + offset; an open end of the range is absent. */
export function describeBinding(binding: Binding) {
  const { metric, deviceId, deviceMetric, sourceUnit, unit, factor, offset, low, high } = binding;
  const range = {
    ...(Number.isFinite(low) ? { low } : {}),
    ...(Number.isFinite(high) ? { high } : {}),
  };
  return { metric, deviceId, deviceMetric, sourceUnit, unit, factor, offset, range };
}
