import type { UnboundDevice } from '../registry/unbound-devices.ts';

/** A device nobody bound as the API shows it. */
export function unboundDeviceRepresentation({ firstSeenAt, ...device }: UnboundDevice) {
  return { ...device, firstSeenAt: new Date(firstSeenAt / 1_000).toISOString() };
}
