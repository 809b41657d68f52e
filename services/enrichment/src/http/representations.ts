import type { UnboundDevice } from '../registry/unbound-devices.ts';

/** A device nobody bound as the API shows it. */
export function unboundDeviceRepresentation({ deviceId, metrics, firstSeenAt }: UnboundDevice) {
  return { deviceId, metrics, firstSeenAt: new Date(firstSeenAt / 1_000).toISOString() };
}
