import { MetricNames } from './metric-names.ts';

/** The series of one asset: its metrics, and where the state of each lies. */
export class AssetSeries {
  /** `<tenant>/<assetId>`. */
  readonly key: string;
  metrics = new MetricNames();
  /** The saved state knows every input record before this offset. */
  savedTo = 0;
  /** Kept by whoever saves it: it has changed since. */
  isWaiting = false;
  // Nearly always the states of an asset lie side by side, and the place of the first says it all.
  #first = 0;
  #slots: number[] | undefined;
  #next = 0;

  constructor(key: string) {
    this.key = key;
  }

  get size(): number {
    return this.metrics.names.length;
  }

  /** Position of a metric, -1 when it has no series. Messages name metrics in the same order again and again: guessed first. */
  find(metric: string): number {
    const guess = this.#next < this.size ? this.#next : 0;
    const position = this.metrics.names[guess] === metric ? guess : this.metrics.indexOf(metric);
    this.#next = position + 1;
    return position;
  }

  /** Where the state of the metric at a position lies. */
  slotOf(position: number): number {
    return this.#slots === undefined ? this.#first + position : (this.#slots[position] as number);
  }

  /** How many states, from that of a position on, are known to lie side by side. */
  together(position: number): number {
    return this.#slots === undefined ? this.size - position : 1;
  }

  /** Gives an asset that has none its first series, whose states lie side by side from a slot on. */
  start(metrics: MetricNames, first: number): void {
    this.metrics = metrics;
    this.#first = first;
  }

  add(metric: string, slot: number): number {
    const position = this.size;
    if (position === 0) this.#first = slot;
    else if (this.#slots === undefined && slot !== this.#first + position) {
      this.#slots = Array.from({ length: position }, (_, before) => this.#first + before);
    }
    this.#slots?.push(slot);
    this.metrics = this.metrics.with(metric);
    return position;
  }
}
