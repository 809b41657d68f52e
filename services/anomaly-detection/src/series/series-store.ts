import { ByteMap, EnrichedMessage, type EnrichedView } from '@millrace/contracts';
import { SeriesTable, type AssetSeries } from '@millrace/domain';
import { SavedBehind, type StoreChange, type StoreContent, type StoreSpec } from '@millrace/streaming';

/** What the detector knows of each series of a partition, saved asset by asset and behind the input (docs/adr/0016). */
export class SeriesStore implements StoreContent {
  readonly table = new SeriesTable();
  readonly behind = new SavedBehind<AssetSeries>();

  /** Assets by the bytes that name them in a message, which then need not become texts. */
  readonly #named = new ByteMap<AssetSeries>();

  /** The series of the asset that a message is about. */
  assetOf(message: EnrichedView): AssetSeries {
    if (!(message instanceof EnrichedMessage)) return this.table.asset(assetKey(message.tenant, message.assetId));
    const { bytes, assetAt, assetIdEnd } = message;
    let asset = this.#named.get(bytes, assetAt, assetIdEnd);
    if (asset !== undefined) return asset;
    asset = this.table.asset(assetKey(message.tenant, message.assetId));
    this.#named.add(bytes, assetAt, assetIdEnd, asset);
    return asset;
  }

  restore(key: string, bytes: Buffer | null): void {
    if (key === SavedBehind.KEY) this.behind.restore(bytes);
    else this.table.restore(key, bytes);
  }

  takeChanges(): StoreChange[] {
    this.table.forgetSaved();
    return this.behind.takeChanges(this.table.assets, (asset, savedTo) => this.table.save(asset, savedTo));
  }
}

export const seriesStore: StoreSpec<SeriesStore> = { name: 'series', open: () => new SeriesStore() };

/** The key under which the table has the series of an asset. */
export const assetKey = (tenant: string, assetId: string): string => `${tenant}/${assetId}`;
