import type { UnknownDeviceSeen } from '@millrace/contracts';
import type { AssetRegistry, EpochMicros } from '@millrace/domain';

/** A device that sent telemetry and is bound to no asset. */
export interface UnboundDevice {
  readonly deviceId: string;
  /** Metrics of its first message, as the device names them. */
  readonly metrics: readonly string[];
  readonly firstSeenAt: EpochMicros;
}

/** Devices that were announced as unknown, without those that somebody has bound since. */
export class UnboundDevices {
  readonly #seen = new Map<string, Map<string, UnboundDevice>>();
  readonly #registry: Pick<AssetRegistry, 'bindingsOf'>;

  constructor(registry: Pick<AssetRegistry, 'bindingsOf'>) {
    this.#registry = registry;
  }

  apply({ tenant, deviceId, metrics, firstSeenAt }: UnknownDeviceSeen): void {
    let seen = this.#seen.get(tenant);
    if (seen === undefined) this.#seen.set(tenant, (seen = new Map()));
    if (!seen.has(deviceId)) seen.set(deviceId, { deviceId, metrics, firstSeenAt });
  }

  /** The tenant's unbound devices, the last seen first. */
  of(tenant: string): readonly UnboundDevice[] {
    return [...(this.#seen.get(tenant)?.values() ?? [])]
      .filter((device) => this.#registry.bindingsOf(tenant, device.deviceId) === undefined)
      .sort((a, b) => b.firstSeenAt - a.firstSeenAt || (a.deviceId < b.deviceId ? -1 : 1));
  }
}
