import { ASSET_SEGMENT_PATTERN, ASSET_SEGMENT_RULE } from '../assets/path.ts';
import type { EpochMicros } from '../kernel/index.ts';
import type { AssetTypeEvent, AssetTypeRefusalCode, AssetTypeState } from './asset-type.ts';
import { brokenTypeRules } from './broken-rules.ts';
import { typeDefinition, type TypeDefinition } from './definition.ts';
import { isSameDefinition } from './differences.ts';

/** What somebody wants of an asset type. `expectedVersion` (optional) refuses the command if the type has moved on since it was read. */
export type AssetTypeCommand =
  | { readonly type: 'DefineAssetType'; readonly data: DefineAssetTypeData }
  | { readonly type: 'RetireAssetType'; readonly data: RetireAssetTypeData };

interface Requested {
  readonly commandId: string;
  readonly tenant: string;
  readonly typeId: string;
  readonly expectedVersion: number | null;
  readonly actor: string;
  readonly requestedAt: EpochMicros;
}
export interface DefineAssetTypeData extends Requested, TypeDefinition {}
export interface RetireAssetTypeData extends Requested {
  readonly reason: string;
}

interface Refusal {
  readonly code: AssetTypeRefusalCode;
  readonly detail: string;
}

/** The one outcome of a command: a change, or a refusal that says why. Pure; the partition's owner is the only one to call it. */
export function decideAssetType(
  state: AssetTypeState,
  command: AssetTypeCommand,
  meta: { readonly eventId: string; readonly now: EpochMicros },
): AssetTypeEvent {
  const { commandId, tenant, typeId, actor } = command.data;
  const caused = { eventId: meta.eventId, commandId, tenant, typeId, occurredAt: meta.now };
  const refusal = refusalOf(state, command);
  if (refusal !== undefined) return { type: 'AssetTypeCommandRefused', data: { ...caused, ...refusal } };
  const changed = { ...caused, version: state.version + 1, actor };
  return command.type === 'DefineAssetType'
    ? { type: 'AssetTypeDefined', data: { ...changed, ...typeDefinition(command.data) } }
    : { type: 'AssetTypeRetired', data: { ...changed, reason: command.data.reason } };
}

function refusalOf(state: AssetTypeState, command: AssetTypeCommand): Refusal | undefined {
  const { commandId, typeId, expectedVersion } = command.data;
  const { version, definition, isRetired } = state;
  const before = state.outcomes.find((outcome) => outcome.commandId === commandId);
  if (before !== undefined) {
    if ('code' in before) return { code: before.code, detail: before.detail };
    return already(`commandId "${commandId}": this command already made version ${before.version}`);
  }
  if (command.type === 'RetireAssetType' && definition === null)
    return { code: 'UNKNOWN_TYPE', detail: `typeId "${typeId}": is not defined` };
  if (expectedVersion !== null && expectedVersion !== version)
    return { code: 'VERSION_CONFLICT', detail: `expectedVersion ${expectedVersion}: the type is at ${version}` };
  if (command.type === 'RetireAssetType')
    return isRetired ? already(`typeId "${typeId}": is retired, at version ${version}`) : undefined;
  if (!ASSET_SEGMENT_PATTERN.test(typeId))
    return { code: 'INVALID_ID', detail: `typeId "${typeId}": must be ${ASSET_SEGMENT_RULE}` };
  const [broken] = brokenTypeRules(command.data);
  if (broken !== undefined)
    return { code: 'INVALID_DEFINITION', detail: `${broken.field} "${String(broken.value)}": ${broken.rule}` };
  if (definition !== null && !isRetired && isSameDefinition(definition, command.data))
    return already(`typeId "${typeId}": is defined exactly so, at version ${version}`);
  return undefined;
}

const already = (detail: string): Refusal => ({ code: 'ALREADY_APPLIED', detail });
