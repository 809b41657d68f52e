import type { DeviceBorn, UnknownDeviceSeen } from '@millrace/contracts';
import type { AssetRegistry, EpochMicros } from '@millrace/domain';

/** A device that nobody has bound: it waits for a person to accept it or to map it to what is there. */
export interface UnboundDevice {
  readonly deviceId: string;
  /** As the device names them: those it announced, or those of its first message. */
  readonly metrics: readonly UnboundMetric[];
  /** Edge node that speaks for it (Sparkplug); null when nobody does. */
  readonly edgeNode: string | null;
  readonly firstSeenAt: EpochMicros;
}

export interface UnboundMetric {
  readonly name: string;
  /** Sparkplug's name of the data type; null when the device did not announce it. */
  readonly datatype: string | null;
}

/** Devices that announced themselves or were announced as unknown, without those that somebody has bound since. */
export class UnboundDevices {
  readonly #seen = new Map<string, Map<string, UnboundDevice>>();
  readonly #registry: Pick<AssetRegistry, 'bindingsOf'>;

  constructor(registry: Pick<AssetRegistry, 'bindingsOf'>) {
    this.#registry = registry;
  }

  seen({ tenant, deviceId, metrics, firstSeenAt }: UnknownDeviceSeen): void {
    const known = this.get(tenant, deviceId);
    if (known !== undefined) return;
    const named = metrics.map((name) => ({ name, datatype: null }));
    this.#put(tenant, { deviceId, metrics: named, edgeNode: null, firstSeenAt });
  }

  /** A birth says more than a first message, and the last birth is the one that holds. */
  born({ tenant, deviceId, metrics, edgeNode, receivedAt }: DeviceBorn): void {
    // Whoever is bound when it is born does not wait; a plant's births would be kept for nothing.
    if (this.#registry.bindingsOf(tenant, deviceId) !== undefined) return;
    const announced = metrics.map(({ name, datatype }) => ({ name, datatype }));
    const firstSeenAt = this.get(tenant, deviceId)?.firstSeenAt ?? receivedAt;
    this.#put(tenant, { deviceId, metrics: announced, edgeNode, firstSeenAt });
  }

  get(tenant: string, deviceId: string): UnboundDevice | undefined {
    return this.#seen.get(tenant)?.get(deviceId);
  }

  /** The tenant's unbound devices, the last seen first. */
  of(tenant: string): readonly UnboundDevice[] {
    return [...(this.#seen.get(tenant)?.values() ?? [])]
      .filter((device) => this.#registry.bindingsOf(tenant, device.deviceId) === undefined)
      .sort((a, b) => b.firstSeenAt - a.firstSeenAt || (a.deviceId < b.deviceId ? -1 : 1));
  }

  #put(tenant: string, device: UnboundDevice): void {
    let seen = this.#seen.get(tenant);
    if (seen === undefined) this.#seen.set(tenant, (seen = new Map()));
    seen.set(device.deviceId, device);
  }
}
