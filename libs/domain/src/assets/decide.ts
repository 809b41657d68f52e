import { metricOverride } from '../asset-types/override.ts';
import type { EpochMicros } from '../kernel/index.ts';
import type { AssetEvent, AssetState, BoundMetric } from './asset.ts';
import { boundMetric } from './asset.ts';
import type { AssetCommand, RegisterAssetData, Requested } from './commands.ts';
import { lastSegment } from './path.ts';
import { bindingViolation, placeViolation, registrationViolation, type AssetViolation } from './rules.ts';
import { overrideViolation } from './typing-rules.ts';

/** The outcome's id and its time: the domain has neither a clock nor chance. */
export interface AssetDecisionMeta {
  readonly eventId: string;
  readonly now: EpochMicros;
}

type Registration = NonNullable<AssetState['registration']>;

/** The one outcome of a command: a change, or a refusal that says why. Pure; the partition's owner is the only one to call it. */
export function decideAsset(state: AssetState, command: AssetCommand, meta: AssetDecisionMeta): AssetEvent {
  const { commandId, tenant, assetId, actor } = command.data;
  const caused = { eventId: meta.eventId, commandId, tenant, assetId, occurredAt: meta.now };
  const refuse = ({ code, detail }: AssetViolation): AssetEvent => ({
    type: 'AssetCommandRefused',
    data: { ...caused, code, detail },
  });

  const before = state.outcomes.find((outcome) => outcome.commandId === commandId);
  if (before !== undefined) {
    if ('code' in before) return refuse(before);
    const detail = `commandId "${commandId}": this command already made version ${before.version}`;
    return refuse({ code: 'ALREADY_APPLIED', detail });
  }
  const changed = { ...caused, version: state.version + 1, actor };
  if (command.type === 'RegisterAsset') {
    const violation = registeringViolation(state, command.data);
    if (violation !== undefined) return refuse(violation);
    const { name, level, parentId, path, typeId } = command.data;
    return { type: 'AssetRegistered', data: { ...changed, name, level, parentId, path, typeId } };
  }

  const { registration } = state;
  if (registration === null)
    return refuse({ code: 'UNKNOWN_ASSET', detail: `assetId "${assetId}": is not registered` });
  const violation = versionViolation(state, command.data) ?? changeViolation(state, registration, command);
  if (violation !== undefined) return refuse(violation);
  switch (command.type) {
    case 'MoveAsset': {
      const { parentId: fromParentId, path: fromPath } = registration;
      const { parentId, path } = command.data;
      return { type: 'AssetMoved', data: { ...changed, parentId, path, fromParentId, fromPath } };
    }
    case 'RenameAsset':
      return { type: 'AssetRenamed', data: { ...changed, name: command.data.name, fromName: registration.name } };
    case 'RetireAsset':
      return { type: 'AssetRetired', data: { ...changed, reason: command.data.reason } };
    case 'ReinstateAsset':
      return { type: 'AssetReinstated', data: { ...changed, reason: command.data.reason } };
    case 'BindMetric':
      return { type: 'MetricBound', data: { ...changed, ...boundMetric(command.data) } };
    case 'UnbindMetric': {
      const bound = state.bindings.get(command.data.metric);
      if (bound === undefined)
        return refuse({ code: 'NOT_BOUND', detail: `metric "${command.data.metric}": is not bound on "${assetId}"` });
      const { metric, deviceId, deviceMetric } = bound;
      return { type: 'MetricUnbound', data: { ...changed, metric, deviceId, deviceMetric } };
    }
    case 'AssignAssetType': {
      const { typeId } = command.data;
      return { type: 'AssetTypeAssigned', data: { ...changed, typeId, fromTypeId: state.typeId } };
    }
    case 'OverrideMetric':
      return { type: 'MetricOverridden', data: { ...changed, ...metricOverride(command.data) } };
    case 'ClearMetricOverride':
      return { type: 'MetricOverrideCleared', data: { ...changed, metric: command.data.metric } };
    default:
      return command satisfies never;
  }
}

function registeringViolation(state: AssetState, command: RegisterAssetData): AssetViolation | undefined {
  const { assetId } = command;
  const { registration, version } = state;
  if (registration === null) return versionViolation(state, command) ?? registrationViolation(command);
  const { name, level, path } = registration;
  const isOfType = command.typeId === null || command.typeId === state.typeId;
  return name === command.name && level === command.level && isSamePlace(registration, command) && isOfType
    ? { code: 'ALREADY_APPLIED', detail: `assetId "${assetId}": is registered exactly so, at version ${version}` }
    : {
        code: 'ALREADY_REGISTERED',
        detail: `assetId "${assetId}": is registered as "${path}", of type "${state.typeId ?? ''}"`,
      };
}

function versionViolation({ version }: AssetState, { expectedVersion }: Requested): AssetViolation | undefined {
  if (expectedVersion === null || expectedVersion === version) return undefined;
  return { code: 'VERSION_CONFLICT', detail: `expectedVersion ${expectedVersion}: the asset is at ${version}` };
}

/** Why a registered asset cannot be changed so, or need not. */
function changeViolation(
  state: AssetState,
  registration: Registration,
  command: Exclude<AssetCommand, { type: 'RegisterAsset' }>,
): AssetViolation | undefined {
  const { assetId } = command.data;
  const { version, isRetired } = state;
  const already = (is: string): AssetViolation => ({
    code: 'ALREADY_APPLIED',
    detail: `${is}, at version ${version}`,
  });
  if (command.type === 'RetireAsset') return isRetired ? already(`assetId "${assetId}": is retired`) : undefined;
  if (command.type === 'ReinstateAsset') return isRetired ? undefined : already(`assetId "${assetId}": is in service`);
  if (isRetired) return { code: 'RETIRED', detail: `assetId "${assetId}": is retired; reinstate it first` };
  switch (command.type) {
    case 'MoveAsset':
      if (isSamePlace(registration, command.data))
        return already(`assetId "${assetId}": is there, below "${command.data.parentId}"`);
      return placeViolation({ ...command.data, level: registration.level });
    case 'RenameAsset':
      if (command.data.name.trim() === '')
        return { code: 'INVALID_NAME', detail: `name "${command.data.name}": must not be blank` };
      return command.data.name === registration.name ? already(`name "${registration.name}": is its name`) : undefined;
    case 'BindMetric': {
      const bound = state.bindings.get(command.data.metric);
      return (
        bindingViolation(command.data) ??
        (bound !== undefined && isSameBinding(bound, command.data)
          ? already(`metric "${bound.metric}": is bound exactly so`)
          : undefined)
      );
    }
    case 'UnbindMetric':
      return undefined;
    case 'AssignAssetType': {
      const { typeId } = command.data;
      return typeId === state.typeId ? already(`typeId "${typeId ?? ''}": is its type`) : undefined;
    }
    case 'OverrideMetric': {
      const violation = overrideViolation(state, command.data);
      return violation === 'NOTHING_NEW' ? already(`metric "${command.data.metric}": is overridden so`) : violation;
    }
    case 'ClearMetricOverride':
      if (state.overrides.has(command.data.metric)) return undefined;
      return { code: 'NOT_OVERRIDDEN', detail: `metric "${command.data.metric}": is not overridden on "${assetId}"` };
    default:
      return command satisfies never;
  }
}

type Place = Pick<Registration, 'parentId' | 'path'>;

/** What is above the parent may have moved since: only what the asset is called below it counts. */
function isSamePlace(a: Place, b: Place): boolean {
  if (a.parentId !== b.parentId) return false;
  return a.parentId === null ? a.path === b.path : lastSegment(a.path) === lastSegment(b.path);
}

function isSameBinding(a: BoundMetric, b: BoundMetric): boolean {
  const keys = Object.keys(boundMetric(a)) as (keyof BoundMetric)[];
  return keys.every((key) => a[key] === b[key]);
}
