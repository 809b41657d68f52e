import { avroTexts, type ReceivedColumns, type ReceivedSource } from '@millrace/contracts';
import type { AssetRegistry, Binding, DeviceBindings } from '@millrace/domain';

/** What the records of an asset have in common as far as they are of one device: made once. */
export interface AssetPlace {
  readonly assetId: string;
  /** Key of the records. */
  readonly key: string;
  /** Tenant, asset id, asset path and device id as Avro. */
  readonly avro: Uint8Array;
}

/** The way of a reading to a metric of an asset. */
export interface Route {
  readonly binding: Binding;
  readonly asset: AssetPlace;
  /** Metric and unit as Avro. */
  readonly metric: Uint8Array;
  readonly unit: Uint8Array;
}

/** The routes of one of a device's metrics, and how it names it. */
interface MetricRoutes {
  readonly name: Uint8Array;
  readonly routes: readonly Route[];
}

export type Bindings = Pick<AssetRegistry, 'bindingsOf' | 'revision'>;

/** Places in a message that are guessed; what comes behind is looked up. */
const GUESSED = 64;

/** A device that sends messages, with everything that is the same in all that is written because of them. */
export class Sender {
  readonly tenant: string;
  readonly deviceId: string;
  #revision = -1;
  #bindings: DeviceBindings | undefined;
  #bindingsRevision = -1;
  readonly #assets: AssetPlace[] = [];
  readonly #metrics = new Map<string, MetricRoutes>();
  /** What was at each place of the last message: a device names its metrics in the same order each time. */
  readonly #lastAt: MetricRoutes[] = [];

  constructor({ tenant, deviceId }: ReceivedSource) {
    this.tenant = tenant;
    this.deviceId = deviceId;
  }

  /** Whether any metric of the device is bound by now; before routes are asked for. */
  isBound(registry: Bindings): boolean {
    if (this.#revision !== registry.revision) this.#renew(registry);
    return this.#bindings !== undefined;
  }

  /** The routes of the reading at a place of the message, undefined when its metric is bound to no asset. */
  routesAt(message: ReceivedColumns, place: number): readonly Route[] | undefined {
    // In bounds: the message has such a reading.
    const from = message.metricAt[place]!;
    const to = message.metricEnd[place]!;
    const guess = this.#lastAt[place];
    if (guess !== undefined && isSame(guess.name, message.bytes, from, to)) return guess.routes;
    const found = this.#find(message.text(from, to));
    if (found !== undefined && place < GUESSED) this.#lastAt[place] = found;
    return found?.routes;
  }

  #renew(registry: Bindings): void {
    const bindings = registry.bindingsOf(this.tenant, this.deviceId);
    this.#revision = registry.revision;
    if (bindings === this.#bindings && bindings?.revision === this.#bindingsRevision) return;
    this.#bindings = bindings;
    this.#bindingsRevision = bindings?.revision ?? -1;
    this.#assets.length = 0;
    this.#lastAt.length = 0;
    this.#metrics.clear();
  }

  #find(metric: string): MetricRoutes | undefined {
    const known = this.#metrics.get(metric);
    if (known !== undefined) return known;
    const bindings = this.#bindings?.get(metric);
    if (bindings === undefined) return undefined;
    const made = { name: Buffer.from(metric), routes: bindings.map((binding) => this.#routeOf(binding)) };
    this.#metrics.set(metric, made);
    return made;
  }

  #routeOf(binding: Binding): Route {
    const { metric, unit } = binding;
    return { binding, asset: this.#assetOf(binding), metric: avroTexts(metric), unit: avroTexts(unit) };
  }

  #assetOf({ assetId, assetPath }: Binding): AssetPlace {
    const known = this.#assets.find((asset) => asset.assetId === assetId);
    if (known !== undefined) return known;
    const { tenant, deviceId } = this;
    const made = { assetId, key: `${tenant}/${assetId}`, avro: avroTexts(tenant, assetId, assetPath, deviceId) };
    this.#assets.push(made);
    return made;
  }
}

/** Whether the bytes are those from one place of others up to another. */
export function isSame(bytes: Uint8Array, others: Uint8Array, from: number, to: number): boolean {
  if (bytes.length !== to - from) return false;
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] !== others[from + at]) return false;
  return true;
}
