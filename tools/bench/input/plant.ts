import { randomUUID } from 'node:crypto';

/** How much a run works on. */
export interface PlantSize {
  readonly assets: number;
  readonly messages: number;
  readonly readingsPerMessage: number;
  /** Number of the first message, where an earlier run ended; 0 unless said. Time and waves go on from there. */
  readonly first?: number;
}

/** How a metric of a device is bound to its asset; the values are Fahrenheit and become Celsius. */
export interface Binding {
  readonly metric: string;
  readonly deviceMetric: string;
  readonly unit: string;
  readonly factor: number;
  readonly offset: number;
  readonly low: number;
  readonly high: number;
}

export interface PlantAsset {
  readonly assetId: string;
  readonly assetPath: string;
  readonly deviceId: string;
  readonly bindings: readonly Binding[];
}

export interface PlantReading {
  readonly metric: string;
  /** Microseconds since 1970 UTC. */
  readonly occurredAt: number;
  readonly value: number;
  readonly quality: 'GOOD';
}

export interface PlantMessage {
  readonly eventId: string;
  readonly tenant: string;
  readonly deviceId: string;
  readonly receivedAt: number;
  readonly sequence: number;
  readonly readings: readonly PlantReading[];
}

export const TENANT = 'bench';
/** When the plant's time begins. */
const START = Date.now() * 1_000;

const bindingOf = (metric: number): Binding => ({
  metric: `metric-${metric}`,
  deviceMetric: `channel/${metric}`,
  unit: 'Cel',
  ...{ factor: 5 / 9, offset: -160 / 9, low: -20, high: 150 },
});

export function assetOf(asset: number, readingsPerMessage: number): PlantAsset {
  return {
    assetId: `machine-${asset}`,
    assetPath: `bench/site/area/line-${asset % 100}/machine-${asset}`,
    deviceId: `device-${asset}`,
    bindings: Array.from({ length: readingsPerMessage }, (_, metric) => bindingOf(metric)),
  };
}

export function* plantAssets({ assets, readingsPerMessage }: PlantSize): Generator<PlantAsset> {
  for (let asset = 0; asset < assets; asset += 1) yield assetOf(asset, readingsPerMessage);
}

/** Device messages, one after the other around all assets, each metric a slow wave with a little of noise. */
export function* plantMessages({
  assets,
  messages,
  readingsPerMessage,
  first = 0,
}: PlantSize): Generator<PlantMessage> {
  for (let message = first; message < first + messages; message += 1) {
    const occurredAt = START + message * 50;
    const readings = Array.from({ length: readingsPerMessage }, (_, metric) => ({
      ...{ metric: `channel/${metric}`, occurredAt, quality: 'GOOD' as const },
      value:
        Math.round((68 + Math.sin(message / assets + metric) * 10 + Math.sin(message * 7.3) * 0.5) * 1_000) / 1_000,
    }));
    const envelope = { eventId: randomUUID(), tenant: TENANT, deviceId: `device-${message % assets}` };
    // A device numbers its own messages: a number for all would be a gap of thousands in every message.
    yield { ...envelope, receivedAt: occurredAt + 900, sequence: Math.floor(message / assets), readings };
  }
}
