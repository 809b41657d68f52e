import { avroTexts, type ReceivedColumns } from '@millrace/contracts';
import type { Binding, DeviceBindings } from '@millrace/domain';

/** The way of a reading to a metric of an asset, and what is done to it on the way. */
export interface Route extends Pick<Binding, 'factor' | 'offset' | 'low' | 'high'> {
  /** Which of the device's assets. */
  readonly asset: number;
  /** Metric and unit as Avro. */
  readonly metric: Uint8Array;
  readonly unit: Uint8Array;
}

/** The routes of one metric, and how the device names it. */
interface MetricRoutes {
  readonly name: Uint8Array;
  readonly routes: readonly Route[];
}

/** Places in a message that are guessed; what comes behind is looked up. */
const GUESSED = 64;

/**
 * How the metrics of a device are bound, whoever its assets are. Devices of one kind have one between them: what is looked at for every
 * record then stays in the processor's caches, where ten thousand of it would not.
 */
export class Wiring {
  readonly #metrics: ReadonlyMap<string, MetricRoutes>;
  /** What was at each place of the last message: devices of a kind name their metrics in the same order. */
  readonly #lastAt: MetricRoutes[] = [];

  constructor(bindings: readonly (readonly [deviceMetric: string, bindings: readonly Binding[]])[], assets: AssetIds) {
    const routeOf = ({ assetId, metric, unit, factor, offset, low, high }: Binding): Route => {
      const names = { metric: avroTexts(metric), unit: avroTexts(unit) };
      return { asset: assets.indexOf(assetId), ...names, factor, offset, low, high };
    };
    this.#metrics = new Map(
      bindings.map(([name, bound]) => [name, { name: Buffer.from(name), routes: bound.map(routeOf) }]),
    );
  }

  /** The routes of the reading at a place of the message, undefined when its metric is bound to no asset. */
  routesAt(message: ReceivedColumns, place: number): readonly Route[] | undefined {
    // In bounds: the message has such a reading.
    const from = message.metricAt[place]!;
    const to = message.metricEnd[place]!;
    const guess = this.#lastAt[place];
    if (guess !== undefined && isSame(guess.name, message.bytes, from, to)) return guess.routes;
    const found = this.#metrics.get(message.text(from, to));
    if (found !== undefined && place < GUESSED) this.#lastAt[place] = found;
    return found?.routes;
  }
}

type AssetIds = readonly string[];

/** A device's wiring, and for each asset in it one of its bindings. */
export interface Wired {
  readonly wiring: Wiring;
  readonly assets: readonly Binding[];
}

/** With so many they are made anew: a bound for plants in which no two devices are alike. */
const MOST_WIRINGS = 10_000;

/** Wirings by what is in them. */
export class Wirings {
  readonly #known = new Map<string, Wiring>();

  of(bindings: DeviceBindings): Wired {
    const sorted = [...bindings].sort(([a], [b]) => (a < b ? -1 : 1));
    const assets = new Map<string, Binding>();
    for (const [, bound] of sorted) for (const one of bound) if (!assets.has(one.assetId)) assets.set(one.assetId, one);
    const ids = [...assets.keys()];
    const text = textOf(sorted, ids);
    let wiring = this.#known.get(text);
    if (wiring === undefined) {
      if (this.#known.size >= MOST_WIRINGS) this.#known.clear();
      this.#known.set(text, (wiring = new Wiring(sorted, ids)));
    }
    return { wiring, assets: [...assets.values()] };
  }
}

/** Two bindings are the same but for their assets if, and only if, they are the same text. */
function textOf(sorted: readonly (readonly [string, readonly Binding[]])[], assets: AssetIds): string {
  return JSON.stringify(
    sorted.map(([deviceMetric, bound]) => [
      deviceMetric,
      bound.map(({ assetId, metric, unit, factor, offset, low, high }) => {
        return [assets.indexOf(assetId), metric, unit, ...[factor, offset, low, high].map(numberText)];
      }),
    ]),
  );
}

/** JSON has neither infinities nor a zero below zero. */
const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** Whether the bytes are those from one place of others up to another. */
function isSame(bytes: Uint8Array, others: Uint8Array, from: number, to: number): boolean {
  if (bytes.length !== to - from) return false;
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] !== others[from + at]) return false;
  return true;
}
