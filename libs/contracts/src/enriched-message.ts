import { VALUE_KINDS } from './enriched-block.ts';
import type { EnrichedView, ReadingValue } from './enriched-view.ts';
import type { Quality } from './generated/index.ts';
import type { ValueColumns } from './read-value.ts';
import { ShortTexts } from './short-texts.ts';

const ROOM = 64;

/**
 * A TelemetryEnriched as it lies in its bytes: numbers are read, texts are places that become texts when somebody asks. Of each column
 * the first `count` places are its own. One object takes one record after the other, and holds until the bytes change.
 */
export class EnrichedMessage implements EnrichedView, ValueColumns {
  bytes: Buffer = Buffer.alloc(0);
  eventIdAt = 0;
  eventIdEnd = 0;
  tenantAt = 0;
  tenantEnd = 0;
  assetIdAt = 0;
  /** The asset's names, tenant and id with their lengths, lie between `assetAt` and `assetIdEnd`. */
  assetAt = 0;
  assetIdEnd = 0;
  pathAt = 0;
  pathEnd = 0;
  receivedAt = 0;
  count = 0;
  indexes = new Int32Array(ROOM);
  metricAt = new Int32Array(ROOM);
  metricEnd = new Int32Array(ROOM);
  times = new Float64Array(ROOM);
  kind = new Uint8Array(ROOM);
  number = new Float64Array(ROOM);
  textAt = new Int32Array(ROOM);
  textEnd = new Int32Array(ROOM);
  unitAt = new Int32Array(ROOM);
  unitEnd = new Int32Array(ROOM);
  readonly qualities: Quality[] = [];
  readonly #texts = new ShortTexts();
  /** The metric at each place of the last message: messages name them in the same order again and again. */
  readonly #lastMetric: string[] = [];

  /** Makes room for the `count` readings of a record that is about to be filled in. */
  reserve(count: number): void {
    if (count <= this.kind.length) return;
    const size = Math.max(count, 2 * this.kind.length);
    this.indexes = new Int32Array(size);
    this.metricAt = new Int32Array(size);
    this.metricEnd = new Int32Array(size);
    this.times = new Float64Array(size);
    this.kind = new Uint8Array(size);
    this.number = new Float64Array(size);
    this.textAt = new Int32Array(size);
    this.textEnd = new Int32Array(size);
    this.unitAt = new Int32Array(size);
    this.unitEnd = new Int32Array(size);
  }

  get eventId(): string {
    return this.#text(this.eventIdAt, this.eventIdEnd);
  }
  get tenant(): string {
    return this.#texts.read(this.bytes, this.tenantAt, this.tenantEnd);
  }
  get assetId(): string {
    return this.#text(this.assetIdAt, this.assetIdEnd);
  }
  get assetPath(): string {
    return this.#text(this.pathAt, this.pathEnd);
  }

  // Places are below `count`, so all of these are in bounds.
  index(place: number): number {
    return this.indexes[place]!;
  }
  metric(place: number): string {
    const { bytes } = this;
    const from = this.metricAt[place]!;
    const to = this.metricEnd[place]!;
    const last = this.#lastMetric[place];
    if (last !== undefined && this.#texts.is(last, bytes, from, to)) return last;
    const metric = this.#texts.read(bytes, from, to);
    if (place < ROOM) this.#lastMetric[place] = metric;
    return metric;
  }
  occurredAt(place: number): number {
    return this.times[place]!;
  }
  value(place: number): ReadingValue {
    switch (this.kind[place]) {
      case VALUE_KINDS.number:
        return this.number[place]!;
      case VALUE_KINDS.truth:
        return this.number[place] === 1;
      case VALUE_KINDS.text:
        return this.#text(this.textAt[place]!, this.textEnd[place]!);
      default:
        return null;
    }
  }
  unit(place: number): string {
    return this.#texts.read(this.bytes, this.unitAt[place]!, this.unitEnd[place]!);
  }
  quality(place: number): Quality {
    return this.qualities[place]!;
  }

  /** What is no UTF-8 becomes U+FFFD, as it does when it is decoded the general way. */
  #text(at: number, end: number): string {
    return this.bytes.toString('utf8', at, end);
  }
}
