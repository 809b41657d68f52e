import type { Binding, RegisteredAsset } from '@millrace/domain';
import type { UnboundDevice } from '../registry/unbound-devices.ts';

/** An asset as the API shows it. */
export function assetRepresentation({ bindings, ...asset }: RegisteredAsset) {
  return { ...asset, metrics: [...bindings.values()].map(bindingRepresentation) };
}

/** value in `unit` = raw * factor + offset */
export function bindingRepresentation(binding: Binding) {
  const { metric, deviceId, deviceMetric, sourceUnit, unit, factor, offset, low, high } = binding;
  const range = {
    ...(Number.isFinite(low) ? { low } : {}),
    ...(Number.isFinite(high) ? { high } : {}),
  };
  return { metric, deviceId, deviceMetric, sourceUnit, unit, factor, offset, range };
}

export function unboundDeviceRepresentation({ deviceId, metrics, firstSeenAt }: UnboundDevice) {
  return { deviceId, metrics, firstSeenAt: new Date(firstSeenAt / 1_000).toISOString() };
}
