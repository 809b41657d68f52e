import type { Quality, TelemetryEnriched } from './generated/index.ts';

export type ReadingValue = TelemetryEnriched['readings'][number]['value'];

/** A TelemetryEnriched as a stage looks at it, its readings by their place: what nobody asks for is never made of the bytes. */
export interface EnrichedView extends Pick<
  TelemetryEnriched,
  'eventId' | 'tenant' | 'assetId' | 'assetPath' | 'receivedAt'
> {
  /** How many readings there are. */
  readonly count: number;
  /** Position of the reading in the device message. */
  index(place: number): number;
  metric(place: number): string;
  /** Microseconds since 1970 UTC. */
  occurredAt(place: number): number;
  value(place: number): ReadingValue;
  unit(place: number): string;
  quality(place: number): Quality;
}

/** A view of one that was decoded the general way. */
export class DecodedView implements EnrichedView {
  readonly eventId: string;
  readonly tenant: string;
  readonly assetId: string;
  readonly assetPath: string;
  readonly receivedAt: number;
  readonly #readings: TelemetryEnriched['readings'];

  constructor({ eventId, tenant, assetId, assetPath, receivedAt, readings }: TelemetryEnriched) {
    this.eventId = eventId;
    this.tenant = tenant;
    this.assetId = assetId;
    this.assetPath = assetPath;
    this.receivedAt = receivedAt;
    this.#readings = readings;
  }

  get count(): number {
    return this.#readings.length;
  }
  index(place: number): number {
    return this.#readings[place]!.index;
  }
  metric(place: number): string {
    return this.#readings[place]!.metric;
  }
  occurredAt(place: number): number {
    return this.#readings[place]!.occurredAt;
  }
  value(place: number): ReadingValue {
    return this.#readings[place]!.value;
  }
  unit(place: number): string {
    return this.#readings[place]!.unit;
  }
  quality(place: number): Quality {
    return this.#readings[place]!.quality;
  }
}
