import { Codecs, type Decoded, type TelemetryEnriched } from '@millrace/contracts';
import type { InRecord, OutRecord, StoreContent, StoreSpec } from '@millrace/streaming';

export const codecs = Codecs.withoutRegistry();

/** An outlet and the stores of a task in memory. */
export class RecordingOutlet {
  readonly emitted: OutRecord[] = [];
  readonly #stores = new Map<string, StoreContent>();

  store<S extends StoreContent>(spec: StoreSpec<S>): S {
    const content = this.#stores.get(spec.name) ?? spec.open();
    this.#stores.set(spec.name, content);
    return content as S;
  }

  emit(record: OutRecord): void {
    this.emitted.push(record);
  }
  /** Everything emitted, decoded. */
  get events(): Decoded[] {
    return this.emitted.map(({ value }) => codecs.decode(value as Buffer) as Decoded);
  }
}

export const inRecord = (offset: number, value: Buffer | null = Buffer.alloc(0)): InRecord => ({
  topic: 'telemetry.enriched',
  partition: 3,
  offset,
  timestamp: 0,
  key: Buffer.from('acme/press-7'),
  value,
  headers: {},
});

const START = Date.UTC(2026, 0, 1) * 1_000;
export const enriched = (at: number, values: readonly (number | string)[]): TelemetryEnriched => ({
  eventId: `event-${at}`,
  tenant: 'acme',
  assetId: 'press-7',
  assetPath: 'acme/hamburg/press-7',
  deviceId: 'gw-1',
  receivedAt: START + at * 1_000_000 + 5_000,
  sourcePartition: 0,
  sourceOffset: at,
  shift: null,
  readings: values.map((value, index) => ({
    index,
    metric: 'bearing-temperature',
    occurredAt: START + at * 1_000_000,
    value,
    unit: 'Cel',
    quality: 'GOOD' as const,
  })),
});
