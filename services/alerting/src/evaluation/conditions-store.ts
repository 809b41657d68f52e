import type { SeriesConditions } from '@millrace/domain';
import { SavedBehind, type StoreChange, type StoreContent, type StoreSpec } from '@millrace/streaming';

/** Conditions as they are saved; the input records before the offset `savedTo` are in them. */
interface Saved extends SeriesConditions {
  readonly savedTo?: number;
}

/** The conditions of one series, and its key. The same object for as long as it has some: making its key for each reading would cost more. */
interface Series {
  readonly key: string;
  conditions: Saved;
  isWaiting: boolean;
}

/**
 * The alarm conditions of each series of a partition that a rule watches, saved as `<tenant>/<assetId>/<metric>`. What begins, ends or is new
 * is saved with the transaction; how far a series has been evaluated changes with every reading, and is saved behind (docs/adr/0016).
 */
export class ConditionsStore implements StoreContent {
  readonly behind = new SavedBehind<Series>();
  readonly #assets = new Map<string, Map<string, Series>>();
  readonly #changed = new Set<string>();

  /** How many series have conditions. */
  get size(): number {
    return this.#assets.values().reduce((sum, { size }) => sum + size, 0);
  }

  /** The series of an asset (`<tenant>/<assetId>`) that have conditions, by metric; undefined when none has. */
  of(asset: string): ReadonlyMap<string, { readonly conditions: SeriesConditions }> | undefined {
    return this.#assets.get(asset);
  }

  /** Whether the saved conditions of a series know the input record at `offset`. */
  knows(asset: string, metric: string, offset: number): boolean {
    return offset < (this.#assets.get(asset)?.get(metric)?.conditions.savedTo ?? 0);
  }

  set(asset: string, metric: string, conditions: SeriesConditions): void {
    this.#changed.add(this.#put(asset, metric, conditions).key);
  }

  /** A series that has conditions was evaluated further by the input record at `offset`, and nothing else changed. */
  advance(asset: string, metric: string, conditions: SeriesConditions, offset: number): void {
    this.behind.note(this.#put(asset, metric, conditions), offset);
  }

  delete(asset: string, metric: string): void {
    const metrics = this.#assets.get(asset);
    if (metrics?.delete(metric) !== true) return;
    if (metrics.size === 0) this.#assets.delete(asset);
    this.#changed.add(`${asset}/${metric}`);
  }

  restore(key: string, bytes: Buffer | null): void {
    if (key === SavedBehind.KEY) {
      this.behind.restore(bytes);
      return;
    }
    const [asset, metric] = placeOf(key);
    if (bytes !== null) this.#put(asset, metric, JSON.parse(bytes.toString()) as Saved);
    else this.#assets.get(asset)?.delete(metric);
  }

  takeChanges(): StoreChange[] {
    const changes = [...this.#changed].map((key) => this.#saved(key, this.behind.end));
    this.#changed.clear();
    return changes.concat(
      this.behind.takeChanges(this.#assets.size, ({ key }, savedTo) => [this.#saved(key, savedTo)]),
    );
  }

  #put(asset: string, metric: string, conditions: SeriesConditions): Series {
    let metrics = this.#assets.get(asset);
    if (metrics === undefined) this.#assets.set(asset, (metrics = new Map()));
    let series = metrics.get(metric);
    if (series === undefined)
      metrics.set(metric, (series = { key: `${asset}/${metric}`, conditions, isWaiting: false }));
    else series.conditions = conditions;
    return series;
  }

  #saved(key: string, savedTo: number): StoreChange {
    const [asset, metric] = placeOf(key);
    const series = this.#assets.get(asset)?.get(metric);
    if (series === undefined) return { key, value: null };
    const { evaluatedAt, active } = series.conditions;
    return { key, value: Buffer.from(JSON.stringify({ evaluatedAt, active, savedTo } satisfies Saved)) };
  }
}

export const conditionsStore: StoreSpec<ConditionsStore> = { name: 'conditions', open: () => new ConditionsStore() };

/** The key under which the store has an asset. Neither a tenant's nor an asset's id has a slash. */
export const assetKey = (tenant: string, assetId: string): string => `${tenant}/${assetId}`;

function placeOf(key: string): [asset: string, metric: string] {
  const end = key.indexOf('/', key.indexOf('/') + 1);
  return [key.slice(0, end), key.slice(end + 1)];
}
