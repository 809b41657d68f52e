import { metricOverride, type MetricOverride } from '../asset-types/override.ts';
import type { EpochMicros } from '../kernel/index.ts';
import type { EquipmentLevel } from './path.ts';

/** What happened to an asset. Each event carries the asset's version after it, so that a projection can skip what it has seen. */
export type AssetEvent =
  | { readonly type: 'AssetRegistered'; readonly data: AssetRegisteredData }
  | { readonly type: 'MetricBound'; readonly data: MetricBoundData }
  | { readonly type: 'MetricUnbound'; readonly data: MetricUnboundData }
  | { readonly type: 'AssetMoved'; readonly data: AssetMovedData }
  | { readonly type: 'AssetRenamed'; readonly data: AssetRenamedData }
  | { readonly type: 'AssetRetired'; readonly data: AssetRetiredData }
  | { readonly type: 'AssetReinstated'; readonly data: AssetRetiredData }
  | { readonly type: 'AssetTypeAssigned'; readonly data: AssetTypeAssignedData }
  | { readonly type: 'MetricOverridden'; readonly data: MetricOverriddenData }
  | { readonly type: 'MetricOverrideCleared'; readonly data: MetricOverrideClearedData }
  | { readonly type: 'AssetCommandRefused'; readonly data: AssetCommandRefusedData };

interface Caused {
  readonly eventId: string;
  readonly commandId: string;
  readonly tenant: string;
  readonly assetId: string;
  readonly occurredAt: EpochMicros;
}
interface Changed extends Caused {
  readonly version: number;
  readonly actor: string;
}
export interface AssetRegisteredData extends Changed {
  readonly name: string;
  readonly level: EquipmentLevel;
  readonly parentId: string | null;
  readonly path: string;
  readonly typeId: string | null;
}
/** `path` is where it came to lie when it was moved: what is above it may move later, and takes it along. */
export interface AssetMovedData extends Changed {
  readonly parentId: string;
  readonly path: string;
  readonly fromParentId: string | null;
  readonly fromPath: string;
}
export interface AssetRenamedData extends Changed {
  readonly name: string;
  readonly fromName: string;
}
/** Out of service for good, or back in service after all. */
export interface AssetRetiredData extends Changed {
  readonly reason: string;
}
/** engineering value [unit] = raw value * factor + offset; the range is in `unit`, `null` is an open end. */
export interface MetricBoundData extends Changed, BoundMetric {}
export interface MetricUnboundData extends Changed {
  readonly metric: string;
  readonly deviceId: string;
  readonly deviceMetric: string;
}
/** What the asset had otherwise than the type it was of is gone. */
export interface AssetTypeAssignedData extends Changed {
  readonly typeId: string | null;
  readonly fromTypeId: string | null;
}
export interface MetricOverriddenData extends Changed, MetricOverride {}
export interface MetricOverrideClearedData extends Changed {
  readonly metric: string;
}
export interface AssetCommandRefusedData extends Caused {
  readonly code: AssetRefusalCode;
  readonly detail: string;
}

/** `ALREADY_APPLIED` says "nothing left to do" and is a success to whoever asked; every other code is a refusal. */
export type AssetRefusalCode =
  | 'ALREADY_APPLIED'
  | 'ALREADY_REGISTERED'
  | 'UNKNOWN_ASSET'
  | 'RETIRED'
  | 'VERSION_CONFLICT'
  | 'NOT_BOUND'
  | 'NO_TYPE'
  | 'NOT_OVERRIDDEN'
  | 'INVALID_ID'
  | 'INVALID_NAME'
  | 'INVALID_PATH'
  | 'INVALID_PARENT'
  | 'INVALID_METRIC'
  | 'INVALID_CONVERSION'
  | 'INVALID_RANGE'
  | 'INVALID_OVERRIDE';

export interface BoundMetric {
  readonly metric: string;
  readonly deviceId: string;
  readonly deviceMetric: string;
  readonly sourceUnit: string;
  readonly unit: string;
  readonly factor: number;
  readonly offset: number;
  readonly rangeLow: number | null;
  readonly rangeHigh: number | null;
}

/** What a command came to; kept so that the same command answers the same way when it comes again. */
export type AssetCommandOutcome =
  | { readonly commandId: string; readonly version: number }
  | { readonly commandId: string; readonly code: AssetRefusalCode; readonly detail: string };

/** Version 0 is an asset nobody has registered. */
export interface AssetState {
  readonly version: number;
  /** Its place is the one it was put to last; of `path` only the last segment counts when there is a parent, which may have moved. */
  readonly registration: Pick<AssetRegisteredData, 'name' | 'level' | 'parentId' | 'path'> | null;
  readonly isRetired: boolean;
  /** Type it is of; what it has otherwise, by metric. */
  readonly typeId: string | null;
  readonly overrides: ReadonlyMap<string, MetricOverride>;
  readonly bindings: ReadonlyMap<string, BoundMetric>;
  readonly outcomes: readonly AssetCommandOutcome[];
}

/** A command retried later than this many commands on the same asset is decided afresh. */
export const REMEMBERED_OUTCOMES = 16;

export const UNREGISTERED_ASSET: AssetState = {
  version: 0,
  registration: null,
  isRetired: false,
  typeId: null,
  overrides: new Map(),
  bindings: new Map(),
  outcomes: [],
};

/** The asset after an event; an event it already holds (by version, or by command) changes nothing. */
export function evolveAsset(state: AssetState, { type, data }: AssetEvent): AssetState {
  if (type === 'AssetCommandRefused') {
    // An asset nobody registered keeps no memory: otherwise every mistyped id would be state for ever.
    if (state.version === 0 || state.outcomes.some((known) => known.commandId === data.commandId)) return state;
    const { commandId, code, detail } = data;
    return { ...state, outcomes: remember(state, { commandId, code, detail }) };
  }
  if (data.version <= state.version) return state;
  const { version } = data;
  const changed = { ...state, version, outcomes: remember(state, { commandId: data.commandId, version }) };
  const { registration } = state;
  switch (type) {
    case 'AssetRegistered': {
      const { name, level, parentId, path, typeId } = data;
      return { ...changed, typeId, registration: { name, level, parentId, path } };
    }
    case 'AssetMoved': {
      const { parentId, path } = data;
      return { ...changed, registration: registration && { ...registration, parentId, path } };
    }
    case 'AssetRenamed':
      return { ...changed, registration: registration && { ...registration, name: data.name } };
    case 'AssetRetired':
    case 'AssetReinstated':
      return { ...changed, isRetired: type === 'AssetRetired' };
    case 'MetricBound':
      return { ...changed, bindings: new Map(state.bindings).set(data.metric, boundMetric(data)) };
    case 'MetricUnbound': {
      const bindings = new Map(state.bindings);
      bindings.delete(data.metric);
      return { ...changed, bindings };
    }
    case 'AssetTypeAssigned':
      return { ...changed, typeId: data.typeId, overrides: new Map() };
    case 'MetricOverridden':
      return { ...changed, overrides: new Map(state.overrides).set(data.metric, metricOverride(data)) };
    case 'MetricOverrideCleared': {
      const overrides = new Map(state.overrides);
      overrides.delete(data.metric);
      return { ...changed, overrides };
    }
    default:
      return type satisfies never;
  }
}

/** Just the binding of something that carries one. */
export function boundMetric(from: BoundMetric): BoundMetric {
  const { metric, deviceId, deviceMetric, sourceUnit, unit, factor, offset, rangeLow, rangeHigh } = from;
  return { metric, deviceId, deviceMetric, sourceUnit, unit, factor, offset, rangeLow, rangeHigh };
}

function remember(state: AssetState, outcome: AssetCommandOutcome): readonly AssetCommandOutcome[] {
  return [...state.outcomes.slice(1 - REMEMBERED_OUTCOMES), outcome];
}
