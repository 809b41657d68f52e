import { hash } from 'node:crypto';
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

  /** @param assets the number of each asset by its id */
  constructor(bindings: Bound, assets: ReadonlyMap<string, number>) {
    const routeOf = ({ assetId, metric, unit, factor, offset, low, high }: Binding): Route => {
      const names = { metric: avroTexts(metric), unit: avroTexts(unit) };
      return { asset: assets.get(assetId) ?? 0, ...names, factor, offset, low, high };
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

/** Bindings by the device's name of the metric, in the order of these names. */
type Bound = readonly (readonly [deviceMetric: string, bindings: readonly Binding[]])[];

/** A device's wiring, and for each asset in it one of its bindings. */
export interface Wired {
  readonly wiring: Wiring;
  readonly assets: readonly Binding[];
}

/** Routes that are kept to be shared; a route has a few hundred bytes. A bound for plants in which no two devices are alike. */
const MOST_ROUTES = 100_000;

/** Wirings by what is in them. */
export class Wirings {
  readonly #known = new Map<string, Wiring>();
  #routes = 0;

  of(bindings: DeviceBindings): Wired {
    const sorted = [...bindings].sort(([a], [b]) => (a < b ? -1 : 1));
    const all = sorted.flatMap(([, bound]) => bound);
    const assets = [...new Map(all.map((binding) => [binding.assetId, binding])).values()];
    const numbers = new Map(assets.map(({ assetId }, number) => [assetId, number]));
    // Not the text itself: that of a gateway with a thousand metrics has a hundred kilobytes.
    const key = hash('sha256', textOf(sorted, numbers));
    let wiring = this.#known.get(key);
    if (wiring === undefined) this.#keep(key, all.length, (wiring = new Wiring(sorted, numbers)));
    return { wiring, assets };
  }

  #keep(key: string, routes: number, wiring: Wiring): void {
    if (this.#routes + routes > MOST_ROUTES) {
      this.#known.clear();
      this.#routes = 0;
    }
    this.#known.set(key, wiring);
    this.#routes += routes;
  }
}

/** Bindings of two devices are the same but for the devices and the assets if, and only if, they are the same text. */
function textOf(sorted: Bound, assets: ReadonlyMap<string, number>): string {
  return JSON.stringify(
    sorted.map(([deviceMetric, bound]) => [
      deviceMetric,
      bound.map(({ assetId, metric, unit, factor, offset, low, high }) => {
        return [assets.get(assetId), metric, unit, ...[factor, offset, low, high].map(numberText)];
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
