import type {
  AssetCommand,
  AssignAssetTypeData,
  BindMetricData,
  ClearMetricOverrideData,
  MoveAssetData,
  OverrideMetricData,
  RegisterAssetData,
  RetireAssetData,
  UnbindMetricData,
} from './commands.ts';

let commands = 0;

function requested() {
  return {
    commandId: `command-${++commands}`,
    tenant: 'acme',
    assetId: 'pump-1',
    expectedVersion: null,
    actor: 'anna',
    requestedAt: 1,
  };
}

export function register(change: Partial<RegisterAssetData> = {}): AssetCommand {
  const assetId = change.assetId ?? 'pump-1';
  const path = `acme/north/utilities/line-1/${assetId}`;
  const data = { ...requested(), name: 'Pump 1', level: 'WORK_UNIT', parentId: 'line-1', path, typeId: null } as const;
  return { type: 'RegisterAsset', data: { ...data, ...change } };
}

export function bind(change: Partial<BindMetricData> = {}): AssetCommand {
  const source = { metric: 'temperature', deviceId: 'gw-1', deviceMetric: 't', sourceUnit: 'Cel', unit: 'Cel' };
  const scale = { factor: 1, offset: 0, rangeLow: -20, rangeHigh: 120 };
  return { type: 'BindMetric', data: { ...requested(), ...source, ...scale, ...change } };
}

export function unbind(change: Partial<UnbindMetricData> = {}): AssetCommand {
  return { type: 'UnbindMetric', data: { ...requested(), metric: 'temperature', ...change } };
}

export function move(change: Partial<MoveAssetData> = {}): AssetCommand {
  const assetId = change.assetId ?? 'pump-1';
  const path = `acme/north/utilities/line-2/${assetId}`;
  return { type: 'MoveAsset', data: { ...requested(), parentId: 'line-2', path, ...change } };
}

export function rename(name: string, change: { readonly assetId?: string } = {}): AssetCommand {
  return { type: 'RenameAsset', data: { ...requested(), name, ...change } };
}

export function retire(change: Partial<RetireAssetData> = {}): AssetCommand {
  return { type: 'RetireAsset', data: { ...requested(), reason: 'sold', ...change } };
}

export function reinstate(change: Partial<RetireAssetData> = {}): AssetCommand {
  return { type: 'ReinstateAsset', data: { ...requested(), reason: 'bought back', ...change } };
}

export function assignType(change: Partial<AssignAssetTypeData> = {}): AssetCommand {
  return { type: 'AssignAssetType', data: { ...requested(), typeId: 'pump', ...change } };
}

export function override(change: Partial<OverrideMetricData> = {}): AssetCommand {
  const own = { metric: 'temperature', rangeLow: null, rangeHigh: 200, samplingMs: null, limits: [] };
  return { type: 'OverrideMetric', data: { ...requested(), ...own, ...change } };
}

export function clearOverride(change: Partial<ClearMetricOverrideData> = {}): AssetCommand {
  return { type: 'ClearMetricOverride', data: { ...requested(), metric: 'temperature', ...change } };
}
