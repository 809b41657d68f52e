import type { AssetState, BoundMetric } from '@millrace/domain';
import { keyValueStore } from '@millrace/streaming';

/** An aggregate as its changelog keeps it. */
type StoredAsset = Omit<AssetState, 'bindings'> & { readonly bindings: readonly BoundMetric[] };

/** The asset aggregates, `<tenant>/<assetId>` → state. */
export const assetStore = keyValueStore<AssetState>({
  name: 'assets',
  serialize(state) {
    const stored: StoredAsset = { ...state, bindings: [...state.bindings.values()] };
    return Buffer.from(JSON.stringify(stored));
  },
  deserialize(bytes) {
    const stored = JSON.parse(bytes.toString()) as StoredAsset;
    return { ...stored, bindings: new Map(stored.bindings.map((binding) => [binding.metric, binding])) };
  },
});
