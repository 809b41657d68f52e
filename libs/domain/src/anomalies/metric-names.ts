/** Metrics up to which going through them is as fast as a table. */
const FEW = 16;

/** The metrics of an asset in the order in which its readings first named them. Assets of one kind share one list. */
export class MetricNames {
  readonly names: string[];
  /** The names as they are saved; undefined while the list is an asset's own and may still grow. */
  readonly saved: Uint8Array | undefined;
  #table: Map<string, number> | undefined;

  constructor(names: string[] = [], saved?: Uint8Array) {
    this.names = names;
    this.saved = saved;
  }

  /** Whether other assets may have it, too: then it does not change any more. */
  get isShared(): boolean {
    return this.saved !== undefined;
  }

  /** Position of a metric, -1 when it is not among them. */
  indexOf(metric: string): number {
    if (this.names.length <= FEW) return this.names.indexOf(metric);
    this.#table ??= new Map(this.names.map((name, position) => [name, position]));
    return this.#table.get(metric) ?? -1;
  }

  /** The list with another metric at its end: the same one, or a copy when it is shared. */
  with(metric: string): MetricNames {
    if (this.isShared) return new MetricNames([...this.names, metric]);
    this.names.push(metric);
    this.#table?.set(metric, this.names.length - 1);
    return this;
  }
}
