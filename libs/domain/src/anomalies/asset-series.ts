/** Metrics up to which going through them is as fast as a table. */
const FEW = 16;

/** The series of one asset: its metrics, and where the state of each lies. */
export class AssetSeries {
  /** `<tenant>/<assetId>`. */
  readonly key: string;
  readonly metrics: string[] = [];
  readonly slots: number[] = [];
  #next = 0;
  #table: Map<string, number> | undefined;

  constructor(key: string) {
    this.key = key;
  }

  /** Position of a metric, -1 when it has no series. Messages name metrics in the same order again and again: guessed first. */
  find(metric: string): number {
    const guess = this.#next < this.metrics.length ? this.#next : 0;
    const position = this.metrics[guess] === metric ? guess : this.#search(metric);
    this.#next = position + 1;
    return position;
  }

  add(metric: string, slot: number): number {
    this.#table = undefined;
    this.slots.push(slot);
    return this.metrics.push(metric) - 1;
  }

  #search(metric: string): number {
    if (this.metrics.length <= FEW) return this.metrics.indexOf(metric);
    this.#table ??= new Map(this.metrics.map((name, position) => [name, position]));
    return this.#table.get(metric) ?? -1;
  }
}
