import type { AssetCorrections, Correction } from '@millrace/domain';
import { keyValueStore } from '@millrace/streaming';

/** An aggregate as its changelog keeps it. */
type StoredCorrections = Omit<AssetCorrections, 'corrections'> & {
  readonly corrections: readonly (readonly [string, Correction])[];
};

/** The corrections of each asset, `<tenant>/<assetId>` → aggregate. */
export const correctionStore = keyValueStore<AssetCorrections>({
  name: 'corrections',
  serialize: ({ corrections, ...rest }) =>
    Buffer.from(JSON.stringify({ ...rest, corrections: [...corrections] } satisfies StoredCorrections)),
  deserialize(bytes) {
    const { corrections, ...rest } = JSON.parse(bytes.toString()) as StoredCorrections;
    return { ...rest, corrections: new Map(corrections) };
  },
});
