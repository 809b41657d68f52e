import type { EpochMicros } from '../kernel/index.ts';
import { typeDefinition, type TypeDefinition } from './definition.ts';

/** What happened to an asset type. Each event carries the type's version after it. */
export type AssetTypeEvent =
  | { readonly type: 'AssetTypeDefined'; readonly data: AssetTypeDefinedData }
  | { readonly type: 'AssetTypeRetired'; readonly data: AssetTypeRetiredData }
  | { readonly type: 'AssetTypeCommandRefused'; readonly data: AssetTypeCommandRefusedData };

interface Caused {
  readonly eventId: string;
  readonly commandId: string;
  readonly tenant: string;
  readonly typeId: string;
  readonly occurredAt: EpochMicros;
}
interface Changed extends Caused {
  readonly version: number;
  readonly actor: string;
}
export interface AssetTypeDefinedData extends Changed, TypeDefinition {}
export interface AssetTypeRetiredData extends Changed {
  readonly reason: string;
}
export interface AssetTypeCommandRefusedData extends Caused {
  readonly code: AssetTypeRefusalCode;
  readonly detail: string;
}

/** `ALREADY_APPLIED` says "nothing left to do" and is a success to whoever asked; every other code is a refusal. */
export type AssetTypeRefusalCode =
  'ALREADY_APPLIED' | 'UNKNOWN_TYPE' | 'VERSION_CONFLICT' | 'INVALID_ID' | 'INVALID_DEFINITION';

export type AssetTypeOutcome =
  | { readonly commandId: string; readonly version: number }
  | { readonly commandId: string; readonly code: AssetTypeRefusalCode; readonly detail: string };

/** Version 0 is a type nobody has defined. */
export interface AssetTypeState {
  readonly version: number;
  readonly definition: TypeDefinition | null;
  readonly isRetired: boolean;
  /** What the last commands came to, so that the same command answers the same way when it comes again. */
  readonly outcomes: readonly AssetTypeOutcome[];
}

/** A command retried later than this many commands on the same type is decided afresh. */
const REMEMBERED_OUTCOMES = 16;

export const UNDEFINED_TYPE: AssetTypeState = { version: 0, definition: null, isRetired: false, outcomes: [] };

/** The type after an event; an event it already holds (by version, or by command) changes nothing. */
export function evolveAssetType(state: AssetTypeState, { type, data }: AssetTypeEvent): AssetTypeState {
  const { commandId } = data;
  if (type === 'AssetTypeCommandRefused') {
    // A type nobody defined keeps no memory: otherwise every mistyped id would be state for ever.
    if (state.version === 0 || state.outcomes.some((known) => known.commandId === commandId)) return state;
    return { ...state, outcomes: remember(state, { commandId, code: data.code, detail: data.detail }) };
  }
  if (data.version <= state.version) return state;
  const { version } = data;
  const changed = { version, outcomes: remember(state, { commandId, version }) };
  return type === 'AssetTypeDefined'
    ? { ...changed, definition: typeDefinition(data), isRetired: false }
    : { ...changed, definition: state.definition, isRetired: true };
}

function remember(state: AssetTypeState, outcome: AssetTypeOutcome): readonly AssetTypeOutcome[] {
  return [...state.outcomes.slice(1 - REMEMBERED_OUTCOMES), outcome];
}
