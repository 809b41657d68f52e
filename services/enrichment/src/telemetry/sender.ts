import { avroTexts, type ReceivedSource } from '@millrace/contracts';
import type { AssetRegistry, Binding, DeviceBindings } from '@millrace/domain';
import type { AccountHolder } from '../ledger/received-ledger.ts';
import type { Wiring, Wirings } from './wiring.ts';

/** What the records of an asset have in common as far as they are of one device: made once. */
export interface AssetPlace {
  /** Key of the records. */
  readonly key: string;
  /** Tenant, asset id, asset path and device id as Avro. */
  readonly avro: Uint8Array;
}

export type Bindings = Pick<AssetRegistry, 'bindingsOf' | 'revision'>;

/** A device that sends messages, with everything that is the same in all that is written because of them. */
export class Sender implements AccountHolder {
  readonly tenant: string;
  readonly deviceId: string;
  account: AccountHolder['account'] = undefined;
  accountOf = -1;
  /** By the numbers that routes have for them. */
  assets: readonly AssetPlace[] = [];
  #wiring: Wiring | undefined;
  #revision = -1;
  #bindings: DeviceBindings | undefined;
  #bindingsRevision = -1;

  constructor({ tenant, deviceId }: ReceivedSource) {
    this.tenant = tenant;
    this.deviceId = deviceId;
  }

  /** How its metrics are bound by now; undefined when none is. */
  wiring(registry: Bindings, wirings: Wirings): Wiring | undefined {
    if (this.#revision !== registry.revision) this.#renew(registry, wirings);
    return this.#wiring;
  }

  #renew(registry: Bindings, wirings: Wirings): void {
    const bindings = registry.bindingsOf(this.tenant, this.deviceId);
    this.#revision = registry.revision;
    if (bindings === this.#bindings && bindings?.revision === this.#bindingsRevision) return;
    this.#bindings = bindings;
    this.#bindingsRevision = bindings?.revision ?? -1;
    const wired = bindings === undefined ? undefined : wirings.of(bindings);
    this.#wiring = wired?.wiring;
    this.assets = wired?.assets.map((binding) => this.#placeOf(binding)) ?? [];
  }

  #placeOf({ assetId, assetPath }: Binding): AssetPlace {
    const { tenant, deviceId } = this;
    return { key: `${tenant}/${assetId}`, avro: avroTexts(tenant, assetId, assetPath, deviceId) };
  }
}
