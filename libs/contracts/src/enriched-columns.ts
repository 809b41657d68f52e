import type { EnrichedReading, Quality, TelemetryEnriched } from './generated/index.ts';

/** What the value of a reading is. */
export const VALUE_KINDS = { nothing: 0, number: 1, truth: 2, text: 3 } as const;
export type ValueKind = (typeof VALUE_KINDS)[keyof typeof VALUE_KINDS];

/**
 * A TelemetryEnriched with its readings by columns; of each column the first `count` places are its own. One object takes one
 * record after the other, so that a stage that handles a million readings a second makes no objects for them.
 */
export class EnrichedColumns {
  eventId = '';
  tenant = '';
  assetId = '';
  assetPath = '';
  deviceId = '';
  /** Microseconds since 1970 UTC. */
  receivedAt = 0;
  sourcePartition = 0;
  sourceOffset = 0;
  shift: string | null = null;
  count = 0;
  readonly index: number[] = [];
  readonly metric: string[] = [];
  /** Microseconds since 1970 UTC. */
  occurredAt = new Float64Array(64);
  kind = new Uint8Array(64);
  /** The value if it is a number; 1 or 0 if it is a truth value. */
  number = new Float64Array(64);
  /** The value if it is a text. */
  readonly text: string[] = [];
  readonly unit: string[] = [];
  readonly quality: Quality[] = [];

  /** Makes room for the `count` readings of a record that is about to be filled in. */
  reserve(count: number): void {
    if (count <= this.kind.length) return;
    const size = Math.max(count, 2 * this.kind.length);
    this.occurredAt = new Float64Array(size);
    this.kind = new Uint8Array(size);
    this.number = new Float64Array(size);
  }

  /** Takes a record that was decoded the general way. */
  take({ readings, ...head }: TelemetryEnriched): void {
    Object.assign(this, head);
    this.reserve(readings.length);
    this.count = readings.length;
    for (const [place, reading] of readings.entries()) this.#put(place, reading);
  }

  #put(place: number, { index, metric, occurredAt, value, unit, quality }: EnrichedReading): void {
    this.index[place] = index;
    this.metric[place] = metric;
    this.occurredAt[place] = occurredAt;
    this.unit[place] = unit;
    this.quality[place] = quality;
    this.number[place] = Number(typeof value === 'string' ? 0 : value);
    this.text[place] = typeof value === 'string' ? value : '';
    this.kind[place] = kindOf(value);
  }
}

function kindOf(value: EnrichedReading['value']): ValueKind {
  switch (typeof value) {
    case 'number':
      return VALUE_KINDS.number;
    case 'boolean':
      return VALUE_KINDS.truth;
    case 'string':
      return VALUE_KINDS.text;
    default:
      return VALUE_KINDS.nothing;
  }
}
