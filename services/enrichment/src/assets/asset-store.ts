import type { AssetState, BoundMetric, MetricOverride } from '@millrace/domain';
import { keyValueStore } from '@millrace/streaming';

/** An aggregate as its changelog keeps it. */
type StoredAsset = Omit<AssetState, 'bindings' | 'isRetired' | 'typeId' | 'overrides'> & {
  readonly bindings: readonly BoundMetric[];
  /** Only of a retired one: what was stored before assets could be retired is the same, byte for byte. */
  readonly isRetired?: true;
  /** Only of one that is of a type. */
  readonly typeId?: string;
  readonly overrides?: readonly MetricOverride[];
};

/** The asset aggregates, `<tenant>/<assetId>` → state. */
export const assetStore = keyValueStore<AssetState>({
  name: 'assets',
  serialize({ version, registration, isRetired, typeId, overrides, bindings, outcomes }) {
    const stored: StoredAsset = {
      ...{ version, registration, bindings: [...bindings.values()], outcomes },
      ...(isRetired ? { isRetired } : {}),
      ...(typeId === null ? {} : { typeId }),
      ...(overrides.size === 0 ? {} : { overrides: [...overrides.values()] }),
    };
    return Buffer.from(JSON.stringify(stored));
  },
  deserialize(bytes) {
    const stored = JSON.parse(bytes.toString()) as StoredAsset;
    const { isRetired = false, typeId = null } = stored;
    const bindings = new Map(stored.bindings.map((binding) => [binding.metric, binding]));
    const overrides = new Map(stored.overrides?.map((override) => [override.metric, override]));
    return { ...stored, isRetired, typeId, overrides, bindings };
  },
});
