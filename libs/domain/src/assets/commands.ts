import type { MetricOverride } from '../asset-types/override.ts';
import type { EpochMicros } from '../kernel/index.ts';
import type { BoundMetric } from './asset.ts';
import type { EquipmentLevel } from './path.ts';

/** What somebody wants of an asset. `expectedVersion` (optional) refuses the command if the asset has moved on since it was read. */
export type AssetCommand =
  | { readonly type: 'RegisterAsset'; readonly data: RegisterAssetData }
  | { readonly type: 'MoveAsset'; readonly data: MoveAssetData }
  | { readonly type: 'RenameAsset'; readonly data: RenameAssetData }
  | { readonly type: 'RetireAsset'; readonly data: RetireAssetData }
  | { readonly type: 'ReinstateAsset'; readonly data: RetireAssetData }
  | { readonly type: 'BindMetric'; readonly data: BindMetricData }
  | { readonly type: 'UnbindMetric'; readonly data: UnbindMetricData }
  | { readonly type: 'AssignAssetType'; readonly data: AssignAssetTypeData }
  | { readonly type: 'OverrideMetric'; readonly data: OverrideMetricData }
  | { readonly type: 'ClearMetricOverride'; readonly data: ClearMetricOverrideData };

/** What every command on an asset says. */
export interface Requested {
  readonly commandId: string;
  readonly tenant: string;
  readonly assetId: string;
  readonly expectedVersion: number | null;
  readonly actor: string;
  readonly requestedAt: EpochMicros;
}
export interface RegisterAssetData extends Requested {
  readonly name: string;
  readonly level: EquipmentLevel;
  readonly parentId: string | null;
  readonly path: string;
  readonly typeId: string | null;
}
/** `path`: where it comes to lie; its last segment is how the asset is called among its new siblings. */
export interface MoveAssetData extends Requested {
  readonly parentId: string;
  readonly path: string;
}
export interface RenameAssetData extends Requested {
  readonly name: string;
}
export interface RetireAssetData extends Requested {
  readonly reason: string;
}
export interface BindMetricData extends Requested, BoundMetric {}
export interface UnbindMetricData extends Requested {
  readonly metric: string;
}
export interface AssignAssetTypeData extends Requested {
  readonly typeId: string | null;
}
export interface OverrideMetricData extends Requested, MetricOverride {}
export interface ClearMetricOverrideData extends Requested {
  readonly metric: string;
}
