import type { EpochMicros } from '../kernel/index.ts';
import type { EquipmentLevel } from './path.ts';

/** What happened to an asset. Each event carries the asset's version after it, so that a projection can skip what it has seen. */
export type AssetEvent =
  | { readonly type: 'AssetRegistered'; readonly data: AssetRegisteredData }
  | { readonly type: 'MetricBound'; readonly data: MetricBoundData }
  | { readonly type: 'MetricUnbound'; readonly data: MetricUnboundData }
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
}
/** engineering value [unit] = raw value * factor + offset; the range is in `unit`, `null` is an open end. */
export interface MetricBoundData extends Changed, BoundMetric {}
export interface MetricUnboundData extends Changed {
  readonly metric: string;
  readonly deviceId: string;
  readonly deviceMetric: string;
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
  | 'VERSION_CONFLICT'
  | 'NOT_BOUND'
  | 'INVALID_ID'
  | 'INVALID_NAME'
  | 'INVALID_PATH'
  | 'INVALID_PARENT'
  | 'INVALID_METRIC'
  | 'INVALID_CONVERSION'
  | 'INVALID_RANGE';

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
  readonly registration: Pick<AssetRegisteredData, 'name' | 'level' | 'parentId' | 'path'> | null;
  readonly bindings: ReadonlyMap<string, BoundMetric>;
  readonly outcomes: readonly AssetCommandOutcome[];
}

/** A command retried later than this many commands on the same asset is decided afresh. */
export const REMEMBERED_OUTCOMES = 16;

export const UNREGISTERED_ASSET: AssetState = { version: 0, registration: null, bindings: new Map(), outcomes: [] };

/** The asset after an event; an event it already holds (by version, or by command) changes nothing. */
export function evolveAsset(state: AssetState, { type, data }: AssetEvent): AssetState {
  if (type === 'AssetCommandRefused') {
    // An asset nobody registered keeps no memory: otherwise every mistyped id would be state for ever.
    if (state.version === 0 || state.outcomes.some((known) => known.commandId === data.commandId)) return state;
    const { commandId, code, detail } = data;
    return { ...state, outcomes: remember(state, { commandId, code, detail }) };
  }
  if (data.version <= state.version) return state;
  const version = data.version;
  const outcomes = remember(state, { commandId: data.commandId, version });
  switch (type) {
    case 'AssetRegistered': {
      const { name, level, parentId, path } = data;
      return { ...state, version, outcomes, registration: { name, level, parentId, path } };
    }
    case 'MetricBound': {
      const bindings = new Map(state.bindings).set(data.metric, boundMetric(data));
      return { ...state, version, outcomes, bindings };
    }
    case 'MetricUnbound': {
      const bindings = new Map(state.bindings);
      bindings.delete(data.metric);
      return { ...state, version, outcomes, bindings };
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
