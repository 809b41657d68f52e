import { ByteTable, EnrichedMessage, type EnrichedView } from '@millrace/contracts';
import { assetKey } from './conditions-store.ts';

/** What a message says of its asset. */
export interface NamedAsset {
  readonly tenant: string;
  readonly assetId: string;
  readonly assetPath: string;
  /** As in `assetKey`. */
  readonly key: string;
}

/** With so many all are forgotten: made again, each costs a microsecond. An asset that is moved is named anew. */
const MOST_ASSETS = 50_000;

/** Assets by the bytes that name them in a message, so that their names are made texts once and not for each message. */
export class NamedAssets {
  #names = new ByteTable();
  #assets: NamedAsset[] = [];

  of(message: EnrichedView): NamedAsset {
    if (!(message instanceof EnrichedMessage)) return named(message);
    const { bytes, assetAt, pathEnd } = message;
    const known = this.#assets[this.#names.find(bytes, assetAt, pathEnd)];
    if (known !== undefined) return known;
    if (this.#assets.length >= MOST_ASSETS) {
      this.#names = new ByteTable();
      this.#assets = [];
    }
    const asset = named(message);
    this.#assets[this.#names.add(bytes, assetAt, pathEnd)] = asset;
    return asset;
  }
}

function named({ tenant, assetId, assetPath }: EnrichedView): NamedAsset {
  return { tenant, assetId, assetPath, key: assetKey(tenant, assetId) };
}
