/** One binding as the hot path reads it: everything a reading needs, open range ends as infinities. */
export interface Binding {
  readonly assetId: string;
  readonly assetPath: string;
  readonly metric: string;
  readonly deviceId: string;
  readonly deviceMetric: string;
  readonly sourceUnit: string;
  readonly unit: string;
  readonly factor: number;
  readonly offset: number;
  readonly low: number;
  readonly high: number;
}

/** Places in a message that are guessed; what comes behind is looked up. */
const GUESSED = 64;

/** The bindings of one device by the name the device gives its metric; one device metric may feed several assets. */
export class DeviceBindings extends Map<string, readonly Binding[]> {
  readonly #lastAt: (readonly Binding[])[] = [];
  #revision = 0;

  constructor() {
    super();
  }

  /** Grows with every change. */
  get revision(): number {
    return this.#revision;
  }

  /**
   * As `get`, for the reading at this place of a message. A device names its metrics in the same order each time, and comparing a
   * name costs a fraction of looking it up.
   */
  at(index: number, deviceMetric: string): readonly Binding[] | undefined {
    const guess = this.#lastAt[index];
    if (guess?.[0]?.deviceMetric === deviceMetric) return guess;
    const found = this.get(deviceMetric);
    if (found !== undefined && index < GUESSED) this.#lastAt[index] = found;
    return found;
  }

  override set(deviceMetric: string, bindings: readonly Binding[]): this {
    this.#changed();
    return super.set(deviceMetric, bindings);
  }

  override delete(deviceMetric: string): boolean {
    this.#changed();
    return super.delete(deviceMetric);
  }

  #changed(): void {
    this.#lastAt.length = 0;
    this.#revision += 1;
  }
}
