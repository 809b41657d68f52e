import type { AssetSeries } from './asset-series.ts';

/** What of the saved state is behind: assets whose readings taught something since they were saved, the longest waiting first. */
export class UnsavedAssets {
  #waiting: AssetSeries[] = [];
  #first = 0;

  /** Notes that the input record at `offset` taught a series of the asset. Offsets never fall. */
  note(asset: AssetSeries, offset: number): void {
    if (asset.unsavedFrom >= 0) return;
    asset.unsavedFrom = offset;
    this.#waiting.push(asset);
  }

  /** The first input record that a saved state does not know; undefined when nothing is behind. */
  get from(): number | undefined {
    return this.#waiting[this.#first]?.unsavedFrom;
  }

  /** Takes out the assets that have waited since before an offset. They count as saved. */
  *takeBefore(offset: number): Generator<AssetSeries> {
    for (let asset = this.#waiting[this.#first]; asset !== undefined; asset = this.#waiting[this.#first]) {
      if (asset.unsavedFrom >= offset) break;
      this.#first += 1;
      asset.unsavedFrom = -1;
      yield asset;
    }
    // What was taken is let go of now and then, not each time: the list may be long.
    if (this.#first > this.#waiting.length / 2) {
      this.#waiting = this.#waiting.slice(this.#first);
      this.#first = 0;
    }
  }
}
