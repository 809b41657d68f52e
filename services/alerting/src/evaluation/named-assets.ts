import { ByteMap, EnrichedMessage, type EnrichedView } from '@millrace/contracts';
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
  #assets = new ByteMap<NamedAsset>();

  of(message: EnrichedView): NamedAsset {
    if (!(message instanceof EnrichedMessage)) return named(message);
    const { bytes, assetAt, pathEnd } = message;
    let asset = this.#assets.get(bytes, assetAt, pathEnd);
    if (asset !== undefined) return asset;
    if (this.#assets.size >= MOST_ASSETS) this.#assets = new ByteMap();
    asset = named(message);
    this.#assets.add(bytes, assetAt, pathEnd, asset);
    return asset;
  }
}

function named({ tenant, assetId, assetPath }: EnrichedView): NamedAsset {
  return { tenant, assetId, assetPath, key: assetKey(tenant, assetId) };
}
