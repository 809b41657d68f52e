import type { EpochMicros } from '../kernel/index.ts';
import type { AssetEvent, AssetRefusalCode, AssetState, BoundMetric } from './asset.ts';
import { boundMetric } from './asset.ts';
import type { EquipmentLevel } from './path.ts';
import type { AssetViolation } from './rules.ts';
import { bindingViolation, registrationViolation } from './rules.ts';

/** What somebody wants of an asset. `expectedVersion` (optional) refuses the command if the asset has moved on since it was read. */
export type AssetCommand =
  | { readonly type: 'RegisterAsset'; readonly data: RegisterAssetData }
  | { readonly type: 'BindMetric'; readonly data: BindMetricData }
  | { readonly type: 'UnbindMetric'; readonly data: UnbindMetricData };

interface Requested {
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
}
export interface BindMetricData extends Requested, BoundMetric {}
export interface UnbindMetricData extends Requested {
  readonly metric: string;
}

/** The outcome's id and its time: the domain has neither a clock nor chance. */
export interface AssetDecisionMeta {
  readonly eventId: string;
  readonly now: EpochMicros;
}

/** The one outcome of a command: a change, or a refusal that says why. Pure; the partition's owner is the only one to call it. */
export function decideAsset(state: AssetState, command: AssetCommand, meta: AssetDecisionMeta): AssetEvent {
  const { commandId, tenant, assetId, actor } = command.data;
  const caused = { eventId: meta.eventId, commandId, tenant, assetId, occurredAt: meta.now };
  const refuse = (code: AssetRefusalCode, detail: string): AssetEvent => ({
    type: 'AssetCommandRefused',
    data: { ...caused, code, detail },
  });

  const before = state.outcomes.find((outcome) => outcome.commandId === commandId);
  if (before !== undefined) {
    if ('code' in before) return refuse(before.code, before.detail);
    return refuse('ALREADY_APPLIED', `commandId "${commandId}": this command already made version ${before.version}`);
  }
  const violation = violationOf(state, command);
  if (violation !== undefined) return refuse(violation.code, violation.detail);

  const changed = { ...caused, version: state.version + 1, actor };
  switch (command.type) {
    case 'RegisterAsset': {
      const { name, level, parentId, path } = command.data;
      return { type: 'AssetRegistered', data: { ...changed, name, level, parentId, path } };
    }
    case 'BindMetric':
      return { type: 'MetricBound', data: { ...changed, ...boundMetric(command.data) } };
    case 'UnbindMetric': {
      const bound = state.bindings.get(command.data.metric);
      if (bound === undefined)
        return refuse('NOT_BOUND', `metric "${command.data.metric}": is not bound on "${assetId}"`);
      const { metric, deviceId, deviceMetric } = bound;
      return { type: 'MetricUnbound', data: { ...changed, metric, deviceId, deviceMetric } };
    }
    default:
      return command satisfies never;
  }
}

function violationOf(state: AssetState, command: AssetCommand): AssetViolation | undefined {
  const { assetId, expectedVersion } = command.data;
  if (command.type === 'RegisterAsset' && state.registration !== null) {
    return isSameRegistration(state.registration, command.data)
      ? {
          code: 'ALREADY_APPLIED',
          detail: `assetId "${assetId}": is registered exactly so, at version ${state.version}`,
        }
      : { code: 'ALREADY_REGISTERED', detail: `assetId "${assetId}": is registered as "${state.registration.path}"` };
  }
  if (command.type !== 'RegisterAsset' && state.registration === null) {
    return { code: 'UNKNOWN_ASSET', detail: `assetId "${assetId}": is not registered` };
  }
  if (expectedVersion !== null && expectedVersion !== state.version) {
    return { code: 'VERSION_CONFLICT', detail: `expectedVersion ${expectedVersion}: the asset is at ${state.version}` };
  }
  if (command.type === 'RegisterAsset') return registrationViolation(command.data);
  if (command.type === 'UnbindMetric') return undefined;
  const violation = bindingViolation(command.data);
  if (violation !== undefined) return violation;
  const bound = state.bindings.get(command.data.metric);
  return bound !== undefined && isSameBinding(bound, command.data)
    ? { code: 'ALREADY_APPLIED', detail: `metric "${bound.metric}": is bound exactly so, at version ${state.version}` }
    : undefined;
}

function isSameRegistration(a: Omit<RegisterAssetData, keyof Requested>, b: RegisterAssetData): boolean {
  return a.name === b.name && a.level === b.level && a.parentId === b.parentId && a.path === b.path;
}

function isSameBinding(a: BoundMetric, b: BoundMetric): boolean {
  const keys = Object.keys(boundMetric(a)) as (keyof BoundMetric)[];
  return keys.every((key) => a[key] === b[key]);
}
