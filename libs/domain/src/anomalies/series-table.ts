import type { OpenAnomaly } from './anomaly.ts';
import { AssetSeries } from './asset-series.ts';
import { decodeAsset, encodeAsset, encodeNames, namesOfText, PART, textOfNames } from './asset-state.ts';
import { Verdict } from './detector.ts';
import { ByteRoom } from './byte-room.ts';
import { MetricNames } from './metric-names.ts';
import { loadOpen, loadSeries, saveOpen, SeriesStateError } from './serialization.ts';
import { SERIES_BYTES, SeriesChunk, SeriesMemory } from './series-memory.ts';
import type { DetectorSettings } from './settings.ts';
import { watchSeries, type SeriesReading, type Watched } from './watch.ts';

/** Series a chunk holds: 200 KB. */
const CHUNK = 512;

/** A part of the saved state of an asset. */
export interface SavedPart {
  /** `<part>/<tenant>/<assetId>`. */
  readonly key: string;
  readonly value: Uint8Array<ArrayBuffer>;
}

/**
 * The detector's state of many series, of those assets whose readings come in one partition: found by asset and metric, changed in
 * place. About 440 bytes a series: its state, and its share of the asset's entry.
 */
export class SeriesTable {
  readonly #assets = new Map<string, AssetSeries>();
  /** Lists of metrics by their text, one for all assets that have the same. */
  readonly #lists = new Map<string, MetricNames>();
  readonly #chunks: SeriesChunk[] = [];
  readonly #open = new Map<number, OpenAnomaly>();
  readonly #series: SeriesMemory;
  readonly #verdict = new Verdict();
  readonly #room = new ByteRoom();
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

  /** How many assets there are. */
  get assets(): number {
    return this.#assets.size;
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
    const slot = asset.slotOf(position);
    const series = this.#at(slot);
    const before = series.hasOpen ? this.#open.get(slot) : undefined;
    const watched = watchSeries(series, before, reading, settings, this.#verdict, newAnomalyId);
    if (typeof watched === 'string') return watched;
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

  /** What `save` returned until now is not needed any more. */
  forgetSaved(): void {
    this.#room.reuse();
  }

  /**
   * The state of an asset to be saved: the input records before the offset `savedTo` made it. In parts of at most 512 series, whose
   * keys are the same every time. They are good until `forgetSaved`.
   */
  save(asset: AssetSeries, savedTo: number): SavedPart[] {
    this.#share(asset);
    asset.savedTo = savedTo;
    const parts: SavedPart[] = [];
    for (let first = 0; first < asset.size; first += PART) {
      parts.push({ key: `${first / PART}/${asset.key}`, value: this.#part(asset, first) });
    }
    return parts;
  }

  /** Takes a part back, the newest of a key last; null forgets its asset. @throws SeriesStateError when other code wrote it */
  restore(key: string, bytes: Uint8Array | null): void {
    const asset = this.asset(key.slice(key.indexOf('/') + 1));
    if (bytes === null) this.#forget(asset);
    else this.#load(asset, bytes);
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

  #part(asset: AssetSeries, first: number): Uint8Array<ArrayBuffer> {
    const series = Math.min(PART, asset.size - first);
    const names = asset.metrics.saved ?? encodeNames(asset.metrics.names.slice(first, first + series));
    const open: Uint8Array[] = [];
    for (let position = first; position < first + series; position += 1) {
      const anomaly = this.#open.get(asset.slotOf(position));
      if (anomaly !== undefined) open.push(saveOpen(anomaly));
    }
    const copy = (into: Uint8Array, at: number): void => this.#copyStates(asset, first, series, into, at);
    return encodeAsset({ savedTo: asset.savedTo, names, open, series }, copy, this.#room);
  }

  /** Copies the states of `series` metrics from a position on; those that lie side by side at once. */
  #copyStates(asset: AssetSeries, first: number, series: number, into: Uint8Array, at: number): void {
    let [from, to] = [first, at];
    while (from < first + series) {
      const slot = asset.slotOf(from);
      const together = Math.min(asset.together(from), first + series - from, CHUNK - (slot % CHUNK));
      into.set((this.#chunks[Math.floor(slot / CHUNK)] as SeriesChunk).states(slot % CHUNK, together), to);
      from += together;
      to += together * SERIES_BYTES;
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
