import { metricOverride, type MetricOverride } from '../asset-types/override.ts';
import type { AssetEvent, AssetRegisteredData, BoundMetric } from './asset.ts';
import { DeviceBindings, type Binding } from './device-bindings.ts';
import { compareTexts, Hierarchy, UNPLACED, type Placed, type TreePosition } from './hierarchy.ts';

export interface RegisteredAsset extends Pick<AssetRegisteredData, 'assetId' | 'name' | 'level' | 'parentId' | 'path'> {
  readonly version: number;
  readonly isRetired: boolean;
  readonly bindings: ReadonlyMap<string, Binding>;
  readonly typeId: string | null;
  /** What it has otherwise than its type, by metric. */
  readonly overrides: ReadonlyMap<string, MetricOverride>;
}

/**
 * What is wrong with an asset's place, because histories that each are right do not fit together: its last move would have closed a
 * circle and does not count; its parent is not registered, or is retired; another asset has the same path.
 */
export type PlaceConflict = 'CIRCLE' | 'UNKNOWN_PARENT' | 'RETIRED_PARENT' | 'SAME_PATH';

type MutableAsset = Omit<Placed, 'isRetired'> & {
  -readonly [Field in 'name' | 'version' | 'isRetired' | 'bindings' | 'typeId' | 'overrides']: RegisteredAsset[Field];
} & Pick<RegisteredAsset, 'level'>;

interface Tenant {
  readonly assets: Hierarchy<MutableAsset>;
  readonly devices: Map<string, DeviceBindings>;
  readonly ofTypes: Map<string, Set<MutableAsset>>;
}

/** Of all assets without bindings or overrides: a map for each would be most of what they need. */
const NO_BINDINGS: ReadonlyMap<string, Binding> = new Map();
const NO_OVERRIDES: ReadonlyMap<string, MetricOverride> = new Map();

/**
 * The registry as a projection of `assets.events`: equal histories give equal registries, whatever the order in which the assets' own
 * histories are interleaved (`Hierarchy` says why that holds for the tree too).
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
    switch (type) {
      case 'AssetMoved': {
        const parentId = this.#intern(data.parentId);
        return tenant.assets.place(asset, { parentId, path: data.path, at: data.occurredAt });
      }
      case 'AssetRenamed':
        asset.name = data.name;
        return;
      case 'AssetRetired':
      case 'AssetReinstated':
        return this.#setRetired(tenant, asset, type === 'AssetRetired');
      case 'MetricBound':
      case 'MetricUnbound':
        this.#unbind(tenant, asset, data.metric);
        if (type === 'MetricBound') this.#bind(tenant, asset, data);
        return;
      case 'AssetTypeAssigned':
        return this.#setType(tenant, asset, data.typeId);
      case 'MetricOverridden':
        asset.overrides = new Map(asset.overrides).set(data.metric, metricOverride(data));
        return;
      case 'MetricOverrideCleared':
        asset.overrides = new Map([...asset.overrides].filter(([metric]) => metric !== data.metric));
        return;
      default:
        return type satisfies never;
    }
  }

  /** The hot path's one look-up a message: `undefined` when no metric of the device is bound. */
  bindingsOf(tenant: string, deviceId: string): DeviceBindings | undefined {
    return this.#tenants.get(tenant)?.devices.get(deviceId);
  }

  asset(tenant: string, assetId: string): RegisteredAsset | undefined {
    return this.#tenants.get(tenant)?.assets.get(assetId);
  }

  /** The asset in service at this path; when two claim it, the one whose id sorts first. */
  assetAt(tenant: string, path: string): string | undefined {
    return this.#tenants.get(tenant)?.assets.at(path)?.assetId;
  }

  /** Every asset of a tenant from this place on, retired ones too, by path and id; to be walked at once, before an event comes in. */
  assets(tenant: string, start: TreePosition = { path: '', assetId: '' }): Iterable<RegisteredAsset> {
    return this.#tenants.get(tenant)?.assets.from(start) ?? [];
  }

  /** The asset and everything below it, in no order; nothing when it is not registered. */
  subtree(tenant: string, assetId: string): Iterable<RegisteredAsset> {
    const assets = this.#tenants.get(tenant)?.assets;
    const root = assets?.get(assetId);
    return assets === undefined || root === undefined ? [] : assets.subtree(root);
  }

  /** Every asset of a type, retired ones too, in no order. */
  ofType(tenant: string, typeId: string): Iterable<RegisteredAsset> {
    return this.#tenants.get(tenant)?.ofTypes.get(typeId) ?? [];
  }

  conflictOf(tenant: string, assetId: string): PlaceConflict | undefined {
    const assets = this.#tenants.get(tenant)?.assets;
    const asset = assets?.get(assetId);
    if (assets === undefined || asset === undefined || asset.isRetired) return undefined;
    if (assets.isUndone(asset)) return 'CIRCLE';
    if (asset.parentId !== null) {
      const parent = assets.get(asset.parentId);
      if (parent === undefined) return 'UNKNOWN_PARENT';
      if (parent.isRetired) return 'RETIRED_PARENT';
    }
    return assets.at(asset.path) === asset ? undefined : 'SAME_PATH';
  }

  #register(tenant: Tenant, data: AssetRegisteredData): void {
    if (tenant.assets.get(data.assetId) !== undefined) return;
    const { name, level, version } = data;
    const assetId = this.#intern(data.assetId);
    const parentId = data.parentId === null ? null : this.#intern(data.parentId);
    const untyped = { typeId: null, overrides: NO_OVERRIDES };
    const bare = { isRetired: false, bindings: NO_BINDINGS, ...untyped };
    const asset: MutableAsset = { ...UNPLACED, assetId, name, level, version, ...bare };
    tenant.assets.place(asset, { parentId, path: data.path, at: data.occurredAt });
    if (data.typeId !== null) this.#setType(tenant, asset, data.typeId);
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
    this.#keep(asset, binding);
    if (!asset.isRetired) this.#connect(tenant, binding);
  }

  #unbind(tenant: Tenant, asset: MutableAsset, metric: string): void {
    const binding = asset.bindings.get(metric);
    if (binding === undefined) return;
    (asset.bindings as Map<string, Binding>).delete(metric);
    this.#disconnect(tenant, binding);
  }

  #setType({ ofTypes }: Tenant, asset: MutableAsset, typeId: string | null): void {
    if (asset.typeId !== null) ofTypes.get(asset.typeId)?.delete(asset);
    asset.typeId = typeId === null ? null : this.#intern(typeId);
    asset.overrides = NO_OVERRIDES;
    if (asset.typeId === null) return;
    const others = ofTypes.get(asset.typeId);
    if (others === undefined) ofTypes.set(asset.typeId, new Set([asset]));
    else others.add(asset);
  }

  /** What a retired asset was bound to is kept, for the day it comes back, and feeds nothing. */
  #setRetired(tenant: Tenant, asset: MutableAsset, isRetired: boolean): void {
    if (asset.isRetired === isRetired) return;
    asset.isRetired = isRetired;
    for (const binding of asset.bindings.values()) {
      if (isRetired) this.#disconnect(tenant, binding);
      else this.#connect(tenant, binding);
    }
  }

  #moved(tenant: Tenant, asset: MutableAsset): void {
    for (const binding of asset.bindings.values()) {
      const moved = { ...binding, assetPath: asset.path };
      this.#keep(asset, moved);
      if (asset.isRetired) continue;
      this.#disconnect(tenant, binding);
      this.#connect(tenant, moved);
    }
  }

  #keep(asset: MutableAsset, binding: Binding): void {
    if (asset.bindings === NO_BINDINGS) asset.bindings = new Map();
    (asset.bindings as Map<string, Binding>).set(binding.metric, binding);
  }

  #connect(tenant: Tenant, binding: Binding): void {
    let device = tenant.devices.get(binding.deviceId);
    if (device === undefined) tenant.devices.set(binding.deviceId, (device = new DeviceBindings()));
    device.set(binding.deviceMetric, [...(device.get(binding.deviceMetric) ?? []), binding].sort(byAssetAndMetric));
  }

  #disconnect(tenant: Tenant, binding: Binding): void {
    const device = tenant.devices.get(binding.deviceId);
    const rest = device?.get(binding.deviceMetric)?.filter((other) => other !== binding) ?? [];
    if (rest.length > 0) device?.set(binding.deviceMetric, rest);
    else device?.delete(binding.deviceMetric);
    if (device?.size === 0) tenant.devices.delete(binding.deviceId);
  }

  #tenant(name: string): Tenant {
    const known = this.#tenants.get(name);
    if (known !== undefined) return known;
    const assets = new Hierarchy<MutableAsset>((asset) => this.#moved(tenant, asset));
    const tenant: Tenant = { assets, devices: new Map(), ofTypes: new Map() };
    this.#tenants.set(this.#intern(name), tenant);
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
  return compareTexts(a.assetId, b.assetId) || compareTexts(a.metric, b.metric);
}
