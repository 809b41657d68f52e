import type { AssetState, BoundMetric } from '@millrace/domain';
import { keyValueStore } from '@millrace/streaming';

/** An aggregate as its changelog keeps it. */
type StoredAsset = Omit<AssetState, 'bindings' | 'isRetired'> & {
  readonly bindings: readonly BoundMetric[];
  /** Only of a retired one: what was stored before assets could be retired is the same, byte for byte. */
  readonly isRetired?: true;
};

/** The asset aggregates, `<tenant>/<assetId>` → state. */
export const assetStore = keyValueStore<AssetState>({
  name: 'assets',
  serialize({ version, registration, isRetired, bindings, outcomes }) {
    const stored: StoredAsset = {
      ...{ version, registration, bindings: [...bindings.values()], outcomes },
      ...(isRetired ? { isRetired } : {}),
    };
    return Buffer.from(JSON.stringify(stored));
  },
  deserialize(bytes) {
    const stored = JSON.parse(bytes.toString()) as StoredAsset;
    const bindings = new Map(stored.bindings.map((binding) => [binding.metric, binding]));
    return { ...stored, isRetired: stored.isRetired ?? false, bindings };
  },
});
