import type { AssetEvent, AssetRegisteredData, BoundMetric } from './asset.ts';
import { DeviceBindings, type Binding } from './device-bindings.ts';

export interface RegisteredAsset extends Pick<AssetRegisteredData, 'assetId' | 'name' | 'level' | 'parentId' | 'path'> {
  readonly version: number;
  readonly bindings: ReadonlyMap<string, Binding>;
}

interface Tenant {
  readonly assets: Map<string, MutableAsset>;
  readonly devices: Map<string, DeviceBindings>;
  readonly paths: Map<string, string>;
}
type MutableAsset = Omit<RegisteredAsset, 'version' | 'bindings'> & { version: number; bindings: Map<string, Binding> };

/**
 * The registry as a projection of `assets.events`: equal histories give equal registries, whatever the order in which the assets'
 * own histories are interleaved, because nothing crosses an asset but the lists, and those are kept sorted.
 */
export class AssetRegistry {
  readonly #tenants = new Map<string, Tenant>();
  #revision = 0;
  // A plant repeats units, metric names and device ids thousands of times; one string each instead of one per decoded event.
  readonly #strings = new Map<string, string>();

  /** Grows with every change: what was made of bindings still holds as long as it is the same. */
  get revision(): number {
    return this.#revision;
  }

  /** Takes one event in; an event the asset already has (by version) changes nothing. */
  apply({ type, data }: AssetEvent): void {
    if (type === 'AssetCommandRefused') return;
    this.#revision += 1;
    const tenant = this.#tenant(data.tenant);
    if (type === 'AssetRegistered') return this.#register(tenant, data);
    const asset = tenant.assets.get(data.assetId);
    if (asset === undefined || data.version <= asset.version) return;
    asset.version = data.version;
    this.#unbind(tenant, asset, data.metric);
    if (type === 'MetricBound') this.#bind(tenant, asset, data);
  }

  /** The hot path's one look-up a message: `undefined` when no metric of the device is bound. */
  bindingsOf(tenant: string, deviceId: string): DeviceBindings | undefined {
    return this.#tenants.get(tenant)?.devices.get(deviceId);
  }

  asset(tenant: string, assetId: string): RegisteredAsset | undefined {
    return this.#tenants.get(tenant)?.assets.get(assetId);
  }

  /** The asset at this path; when two claim it, the one whose id sorts first. */
  assetAt(tenant: string, path: string): string | undefined {
    return this.#tenants.get(tenant)?.paths.get(path);
  }

  /** Every asset of a tenant in the order of their paths. */
  assets(tenant: string): readonly RegisteredAsset[] {
    return [...(this.#tenants.get(tenant)?.assets.values() ?? [])].sort(
      (a, b) => compare(a.path, b.path) || compare(a.assetId, b.assetId),
    );
  }

  #register(tenant: Tenant, data: AssetRegisteredData): void {
    if (tenant.assets.has(data.assetId)) return;
    const { name, level, version } = data;
    const assetId = this.#intern(data.assetId);
    const path = this.#intern(data.path);
    const parentId = data.parentId === null ? null : this.#intern(data.parentId);
    tenant.assets.set(assetId, { assetId, name, level, parentId, path, version, bindings: new Map() });
    const holder = tenant.paths.get(path);
    if (holder === undefined || assetId < holder) tenant.paths.set(path, assetId);
  }

  #bind(tenant: Tenant, asset: MutableAsset, data: BoundMetric): void {
    const binding: Binding = {
      assetId: asset.assetId,
      assetPath: asset.path,
      metric: this.#intern(data.metric),
      deviceId: this.#intern(data.deviceId),
      deviceMetric: this.#intern(data.deviceMetric),
      sourceUnit: this.#intern(data.sourceUnit),
      unit: this.#intern(data.unit),
      factor: data.factor,
      offset: data.offset,
      low: data.rangeLow ?? -Infinity,
      high: data.rangeHigh ?? Infinity,
    };
    asset.bindings.set(binding.metric, binding);
    let device = tenant.devices.get(binding.deviceId);
    if (device === undefined) tenant.devices.set(binding.deviceId, (device = new DeviceBindings()));
    device.set(binding.deviceMetric, [...(device.get(binding.deviceMetric) ?? []), binding].sort(byAssetAndMetric));
  }

  #unbind(tenant: Tenant, asset: MutableAsset, metric: string): void {
    const binding = asset.bindings.get(metric);
    if (binding === undefined) return;
    asset.bindings.delete(metric);
    const device = tenant.devices.get(binding.deviceId);
    const rest = device?.get(binding.deviceMetric)?.filter((other) => other !== binding) ?? [];
    if (rest.length > 0) device?.set(binding.deviceMetric, rest);
    else device?.delete(binding.deviceMetric);
    if (device?.size === 0) tenant.devices.delete(binding.deviceId);
  }

  #tenant(name: string): Tenant {
    let tenant = this.#tenants.get(name);
    if (tenant === undefined) {
      tenant = { assets: new Map(), devices: new Map(), paths: new Map() };
      this.#tenants.set(this.#intern(name), tenant);
    }
    return tenant;
  }

  #intern(text: string): string {
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    this.#strings.set(text, text);
    return text;
  }
}

function byAssetAndMetric(a: Binding, b: Binding): number {
  return compare(a.assetId, b.assetId) || compare(a.metric, b.metric);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
