import type { Binding, DeviceBindings } from '../assets/index.ts';
import type { EpochMicros, Quality, Value } from '../kernel/index.ts';
import { convertQuality, convertValue } from './convert.ts';
import type { ShiftOf } from './shift.ts';

/** A reading as the device sent it. */
export interface RawReading {
  readonly metric: string;
  readonly occurredAt: EpochMicros;
  readonly value: Value;
  readonly quality: Quality;
}

/** `index` is the reading's place in the device message; unit is UCUM. */
export interface AssetReading {
  index: number;
  metric: string;
  occurredAt: EpochMicros;
  value: Value;
  unit: string;
  quality: Quality;
}

/** What one device message says about one asset. `shift` is that of its first reading. */
export interface AssetReadings {
  assetId: string;
  assetPath: string;
  shift: string | null;
  readings: AssetReading[];
}

export interface Enrichment {
  /** One entry an asset, in the order in which the message first mentions them. */
  readonly assets: readonly AssetReadings[];
  /** Indexes of the readings whose metric is bound to no asset. */
  readonly unbound: readonly number[];
}

const NONE: readonly never[] = [];

/**
 * Gives the readings of one device message their assets, units and quality. Pure; the hot path, so it allocates its output and
 * nothing else.
 */
export function enrich(
  readings: readonly RawReading[],
  bindings: Pick<DeviceBindings, 'at'> | undefined,
  shiftOf: ShiftOf,
): Enrichment {
  if (bindings === undefined) return { assets: NONE, unbound: readings.map((_, index) => index) };
  const assets: AssetReadings[] = [];
  let unbound: number[] | undefined;
  let last: AssetReadings | undefined;
  for (let index = 0; index < readings.length; index++) {
    const reading = readings[index] as RawReading;
    const bound = bindings.at(index, reading.metric);
    if (bound === undefined) {
      (unbound ??= []).push(index);
      continue;
    }
    for (const binding of bound) {
      if (last?.assetId !== binding.assetId) last = entryOf(assets, binding, reading, shiftOf);
      last.readings.push(convert(reading, index, binding));
    }
  }
  return { assets, unbound: unbound ?? NONE };
}

function convert(reading: RawReading, index: number, binding: Binding): AssetReading {
  const value = convertValue(reading.value, binding);
  return {
    index,
    metric: binding.metric,
    occurredAt: reading.occurredAt,
    value,
    unit: binding.unit,
    quality: convertQuality(reading.quality, reading.value, value, binding),
  };
}

/** A device feeds one asset or a handful: a scan beats a map. */
function entryOf(assets: AssetReadings[], binding: Binding, first: RawReading, shiftOf: ShiftOf): AssetReadings {
  for (const entry of assets) if (entry.assetId === binding.assetId) return entry;
  const { assetId, assetPath } = binding;
  const entry: AssetReadings = { assetId, assetPath, shift: shiftOf(first.occurredAt), readings: [] };
  assets.push(entry);
  return entry;
}
