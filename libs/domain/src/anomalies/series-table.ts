import type { OpenAnomaly } from './anomaly.ts';
import { AssetSeries } from './asset-series.ts';
import { Verdict } from './detector.ts';
import { loadSeries, saveSeries } from './serialization.ts';
import { SeriesChunk, SeriesMemory } from './series-memory.ts';
import type { DetectorSettings } from './settings.ts';
import { watchSeries, type SeriesReading, type Watched } from './watch.ts';

/** Series a chunk holds: 200 KB. */
const CHUNK = 512;

/** A series whose saved state is to be replaced. */
export interface SavedSeries {
  /** `<tenant>/<assetId>/<metric>`. */
  readonly key: string;
  readonly value: Uint8Array<ArrayBuffer>;
}

/**
 * The detector's state of many series, of those assets whose readings come in one partition: found by asset and metric, changed in
 * place. About 480 bytes a series: its state, 16 for its place, and its share of the asset's entry.
 */
export class SeriesTable {
  readonly #assets = new Map<string, AssetSeries>();
  readonly #names = new Map<string, string>();
  readonly #chunks: SeriesChunk[] = [];
  readonly #open = new Map<number, OpenAnomaly>();
  readonly #changed: { readonly asset: AssetSeries; readonly position: number }[] = [];
  readonly #series: SeriesMemory;
  readonly #verdict = new Verdict();
  #used = 0;

  constructor() {
    const first = new SeriesChunk(CHUNK);
    this.#chunks.push(first);
    this.#series = new SeriesMemory(first);
  }

  /** How many series there are. */
  get size(): number {
    return this.#used;
  }

  /** The series of an asset (`<tenant>/<assetId>`). */
  asset(key: string): AssetSeries {
    let asset = this.#assets.get(key);
    if (asset === undefined) this.#assets.set(key, (asset = new AssetSeries(key)));
    return asset;
  }

  /** Shows a reading to the detector of its series, which is made if need be; see `watchSeries`. */
  watch(
    asset: AssetSeries,
    metric: string,
    reading: SeriesReading,
    settings: DetectorSettings,
    newAnomalyId: () => string,
  ): Watched {
    let position = asset.find(metric);
    if (position < 0) {
      if (typeof reading.value !== 'number') return 'NOT_NUMERIC'; // no memory for what has nothing to remember
      position = this.#add(asset, metric);
    }
    const slot = asset.slots[position] as number;
    const series = this.#at(slot);
    const before = series.hasOpen ? this.#open.get(slot) : undefined;
    const watched = watchSeries(series, before, reading, settings, this.#verdict, newAnomalyId);
    if (typeof watched === 'string') return watched;
    if (!series.changed) {
      series.changed = true;
      this.#changed.push({ asset, position });
    }
    if (watched !== undefined) this.#setOpen(slot, watched.open);
    return watched;
  }

  /** The state of one series for `look`, whose window is good only during the call; undefined when it has had no reading. */
  look<T>(
    key: string,
    metric: string,
    look: (series: SeriesMemory, open: OpenAnomaly | undefined) => T,
  ): T | undefined {
    const asset = this.#assets.get(key);
    const slot = asset?.slots[asset.find(metric)];
    if (slot === undefined) return undefined;
    const series = this.#at(slot);
    return series.readings === 0 ? undefined : look(series, this.#open.get(slot));
  }

  /** Takes a saved series back, the newest last; null forgets what was known of it. */
  restore(key: string, bytes: Uint8Array | null): void {
    const end = key.indexOf('/', key.indexOf('/') + 1);
    const asset = this.asset(key.slice(0, end));
    const metric = key.slice(end + 1);
    let position = asset.find(metric);
    if (position < 0) position = this.#add(asset, metric);
    const slot = asset.slots[position] as number;
    const series = this.#at(slot);
    if (bytes === null) series.clear();
    this.#setOpen(slot, bytes === null ? undefined : loadSeries(series, bytes));
  }

  /** The series that changed since the last call. Their values share the memory of the table: use them before its next change. */
  takeChanges(): SavedSeries[] {
    const saved = this.#changed.map(({ asset, position }) => {
      const slot = asset.slots[position] as number;
      const key = `${asset.key}/${asset.metrics[position]}`;
      return { key, value: saveSeries(this.#at(slot), this.#open.get(slot)) };
    });
    this.#changed.length = 0;
    return saved;
  }

  #add(asset: AssetSeries, metric: string): number {
    const slot = this.#used++;
    if (slot === this.#chunks.length * CHUNK) this.#chunks.push(new SeriesChunk(CHUNK));
    this.#at(slot).clear();
    // One text for all series of a metric: an asset type has thousands of them.
    let name = this.#names.get(metric);
    if (name === undefined) this.#names.set(metric, (name = metric));
    return asset.add(name, slot);
  }

  #at(slot: number): SeriesMemory {
    return this.#series.of(this.#chunks[Math.floor(slot / CHUNK)] as SeriesChunk, slot % CHUNK);
  }

  #setOpen(slot: number, open: OpenAnomaly | undefined): void {
    this.#series.hasOpen = open !== undefined;
    if (open === undefined) this.#open.delete(slot);
    else this.#open.set(slot, open);
  }
}
