import type { OpenAnomaly } from './anomaly.ts';
import { AssetSeries } from './asset-series.ts';
import { decodeAsset, encodeAsset, encodeNames, namesOfText, PART, textOfNames } from './asset-state.ts';
import { Verdict } from './detector.ts';
import { MetricNames } from './metric-names.ts';
import { loadOpen, loadSeries, saveOpen, SeriesStateError } from './serialization.ts';
import { SERIES_BYTES, SeriesChunk, SeriesMemory } from './series-memory.ts';
import type { DetectorSettings } from './settings.ts';
import { UnsavedAssets } from './unsaved-assets.ts';
import { watchSeries, type SeriesReading, type Watched } from './watch.ts';

/** Series a chunk holds: 200 KB. */
const CHUNK = 512;

/**
 * How far the saved state may be behind, in input records: 3 for each asset, so that an asset is saved every third time it has
 * readings, and reading those again costs about as much as the state itself, whatever the size of the plant; and at least as
 * many as are read in a moment.
 */
const BEHIND = { perAsset: 3, least: 2_000 };
/** The key of the record that says from where on the input must be read again. No asset's: those have a slash. */
const BEGINNING = 'beginning';
/** How far what it says may be from what is true before it is written without need. */
const STALE = 1_000;

/** A record of the changelog. */
export interface SavedRecord {
  readonly key: string;
  readonly value: Uint8Array<ArrayBuffer>;
}

/**
 * The detector's state of many series, of those assets whose readings come in one partition: found by asset and metric, changed in
 * place. About 440 bytes a series: its state, and its share of the asset's entry.
 *
 * What is saved is behind what is in memory (docs/adr/0016). `readAgainFrom` says from which input record on a restored table has to be
 * shown the input again; records that an asset's state knows already are passed over.
 */
export class SeriesTable {
  readonly #assets = new Map<string, AssetSeries>();
  /** Lists of metrics by their text, one for all assets that have the same. */
  readonly #lists = new Map<string, MetricNames>();
  readonly #chunks: SeriesChunk[] = [];
  readonly #open = new Map<number, OpenAnomaly>();
  readonly #unsaved = new UnsavedAssets();
  readonly #series: SeriesMemory;
  readonly #verdict = new Verdict();
  #used = 0;
  /** Offset after the input record shown last. */
  #end = 0;
  /** What the changelog says of where to read again from. */
  #beginning: number | undefined;
  /** Assets that have waited since before it are saved next. */
  #dueBefore = 0;
  /** Where the input was at the last `saveWaiting`. */
  #lastCall = 0;

  constructor() {
    const first = new SeriesChunk(CHUNK);
    this.#chunks.push(first);
    this.#series = new SeriesMemory(first);
  }

  /** How many series there are. */
  get size(): number {
    return this.#used;
  }

  /** Where the input has to be read from after a restore; undefined when nothing was ever saved. */
  get readAgainFrom(): number | undefined {
    return this.#beginning;
  }

  /**
   * The series of an asset (`<tenant>/<assetId>`), for the readings of the input record at `offset`; undefined when its state knows that
   * record already, which happens only while the input is read again.
   */
  assetAt(key: string, offset: number): AssetSeries | undefined {
    this.#end = offset + 1;
    const asset = this.#asset(key);
    return offset < asset.savedTo ? undefined : asset;
  }

  /** Shows a reading of the record that `assetAt` was told of to the detector of its series, made if need be; see `watchSeries`. */
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
    const slot = asset.slotOf(position);
    const series = this.#at(slot);
    const before = series.hasOpen ? this.#open.get(slot) : undefined;
    const watched = watchSeries(series, before, reading, settings, this.#verdict, newAnomalyId);
    if (typeof watched === 'string') return watched;
    this.#unsaved.note(asset, this.#end - 1);
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
    const position = asset?.find(metric) ?? -1;
    if (asset === undefined || position < 0) return undefined;
    const slot = asset.slotOf(position);
    const series = this.#at(slot);
    return series.readings === 0 ? undefined : look(series, this.#open.get(slot));
  }

  /**
   * Takes a record of the changelog back, the newest of a key last; null forgets what was known of an asset.
   * @throws SeriesStateError when other code wrote it
   */
  restore(key: string, bytes: Uint8Array | null): void {
    if (key === BEGINNING) this.#beginning = bytes === null ? undefined : decodeOffset(bytes);
    else if (bytes === null) this.#forget(this.#asset(assetOf(key)));
    else this.#load(this.#asset(assetOf(key)), bytes);
  }

  /** What has waited since the call before this one becomes due, so that a quiet plant is saved, too. */
  saveWaiting(): void {
    this.#dueBefore = this.#lastCall;
    this.#lastCall = this.#end;
  }

  /** Everything becomes due. */
  saveAll(): void {
    this.#dueBefore = this.#end;
  }

  /** What is to be saved now: the assets that have waited long enough, and from where on to read again. */
  takeChanges(): SavedRecord[] {
    const saved: SavedRecord[] = [];
    const behind = Math.max(BEHIND.least, BEHIND.perAsset * this.#assets.size);
    const due = Math.max(this.#dueBefore, this.#end - behind);
    for (const asset of this.#unsaved.takeBefore(due)) this.#save(asset, saved);
    const from = this.#unsaved.from ?? this.#end;
    const isStale = this.#beginning === undefined ? this.#end > 0 : from - this.#beginning > STALE;
    if (saved.length > 0 || isStale) {
      this.#beginning = from;
      saved.push({ key: BEGINNING, value: encodeOffset(from) });
    }
    return saved;
  }

  #asset(key: string): AssetSeries {
    let asset = this.#assets.get(key);
    if (asset === undefined) this.#assets.set(key, (asset = new AssetSeries(key)));
    return asset;
  }

  #add(asset: AssetSeries, metric: string): number {
    return asset.add(metric, this.#reserve(1));
  }

  /** Room for new series side by side. @returns the slot of the first */
  #reserve(series: number): number {
    const first = this.#used;
    for (; this.#used < first + series; this.#used += 1) {
      if (this.#used === this.#chunks.length * CHUNK) this.#chunks.push(new SeriesChunk(CHUNK));
      this.#at(this.#used).clear();
    }
    return first;
  }

  #at(slot: number): SeriesMemory {
    return this.#series.of(this.#chunks[Math.floor(slot / CHUNK)] as SeriesChunk, slot % CHUNK);
  }

  #setOpen(slot: number, open: OpenAnomaly | undefined): void {
    this.#series.hasOpen = open !== undefined;
    if (open === undefined) this.#open.delete(slot);
    else this.#open.set(slot, open);
  }

  #save(asset: AssetSeries, saved: SavedRecord[]): void {
    this.#share(asset);
    asset.savedTo = this.#end;
    for (let first = 0; first < asset.size; first += PART) {
      const series = Math.min(PART, asset.size - first);
      const names = asset.metrics.saved ?? encodeNames(asset.metrics.names.slice(first, first + series));
      const open: Uint8Array[] = [];
      for (let position = first; position < first + series; position += 1) {
        const anomaly = this.#open.get(asset.slotOf(position));
        if (anomaly !== undefined) open.push(saveOpen(anomaly));
      }
      const value = encodeAsset({ savedTo: this.#end, names, open, series }, (into, at) => {
        for (let index = 0; index < series; index += 1) {
          into.set(this.#at(asset.slotOf(first + index)).view(), at + index * SERIES_BYTES);
        }
      });
      saved.push({ key: `${first / PART}/${asset.key}`, value });
    }
  }

  /** Gives the asset the list of metrics that others have, too, if there is one. */
  #share(asset: AssetSeries): void {
    if (asset.metrics.isShared || asset.size > PART) return;
    asset.metrics = this.#listOf(encodeNames(asset.metrics.names));
  }

  #listOf(saved: Uint8Array): MetricNames {
    const text = textOfNames(saved);
    let list = this.#lists.get(text);
    if (list === undefined) this.#lists.set(text, (list = new MetricNames(namesOfText(text), saved.slice())));
    return list;
  }

  #load(asset: AssetSeries, bytes: Uint8Array): void {
    const { savedTo, names, states, open } = decodeAsset(bytes);
    asset.savedTo = savedTo;
    const list = this.#listOf(names);
    if (asset.size === 0) asset.start(list, this.#reserve(list.names.length));
    let opened = 0;
    for (const [index, metric] of list.names.entries()) {
      const known = asset.find(metric);
      const slot = asset.slotOf(known >= 0 ? known : this.#add(asset, metric));
      const series = this.#at(slot);
      loadSeries(series, states.subarray(index * SERIES_BYTES));
      this.#setOpen(slot, series.hasOpen ? loadOpen(open[opened++] ?? NOTHING) : undefined);
    }
    if (opened < open.length) throw new SeriesStateError(`${asset.key}: more open anomalies than series that have one`);
  }

  #forget(asset: AssetSeries): void {
    for (let position = 0; position < asset.size; position += 1) {
      const slot = asset.slotOf(position);
      this.#at(slot).clear();
      this.#setOpen(slot, undefined);
    }
  }
}

const NOTHING = new Uint8Array(0);

/** The key of a part of an asset is `<part>/<tenant>/<assetId>`. */
const assetOf = (key: string): string => key.slice(key.indexOf('/') + 1);

const encodeOffset = (offset: number): Uint8Array<ArrayBuffer> => new Uint8Array(new Float64Array([offset]).buffer);
const decodeOffset = (bytes: Uint8Array): number => new DataView(bytes.buffer, bytes.byteOffset).getFloat64(0, true);
