import { UNREGISTERED_ASSET, type AssetState, type BoundMetric } from './asset.ts';
import type { Binding } from './device-bindings.ts';
import type { RegisteredAsset } from './registry.ts';

/** The aggregate of an asset as far as the registry shows it: everything but the commands it remembers. */
export function aggregateOf(asset: RegisteredAsset | undefined): AssetState {
  if (asset === undefined) return UNREGISTERED_ASSET;
  const { version, name, level, parentId, path, isRetired, bindings, typeId, overrides } = asset;
  const bound = new Map([...bindings].map(([metric, binding]) => [metric, boundBy(binding)]));
  const registration = { name, level, parentId, path };
  return { version, registration, isRetired, typeId, overrides, bindings: bound, outcomes: [] };
}

function boundBy({ low, high, assetId: _id, assetPath: _path, ...binding }: Binding): BoundMetric {
  return { ...binding, rangeLow: finite(low), rangeHigh: finite(high) };
}

const finite = (end: number): number | null => (Number.isFinite(end) ? end : null);
