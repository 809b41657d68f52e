import type { Codecs, Decoded } from '@millrace/contracts';
import { topic } from '@millrace/contracts';
import { AssetRegistry, AssetTypes, type RegisteredAsset } from '@millrace/domain';
import { GlobalTable, type KafkaConnection } from '@millrace/streaming';
import type { Logger } from '@millrace/platform';
import { ProblemException, type Readiness } from '@millrace/platform/nest';
import type { OnApplicationShutdown } from '@nestjs/common';
import { typeEventOf } from '../asset-types/type-events.ts';
import { assetEventOf } from '../assets/asset-events.ts';
import { UnboundDevices } from './unbound-devices.ts';
import { VersionWaiters } from './version-waiters.ts';

export interface RegistryViewOptions {
  readonly connection: KafkaConnection;
  readonly codecs: Pick<Codecs, 'prepare' | 'decode'>;
  readonly logger: Logger;
  readonly readiness: Readiness;
  onFatal(error: Error): void;
}

/** This instance's copy of the registry: all of `assets.events` and `asset-types.events`, and what `devices.events` says of unknown devices, kept up to date. */
export class RegistryView implements OnApplicationShutdown {
  readonly registry = new AssetRegistry();
  readonly types = new AssetTypes();
  readonly unbound = new UnboundDevices(this.registry);
  readonly #waiters = new VersionWaiters();
  readonly #assets: GlobalTable;
  readonly #devices: GlobalTable;
  #caughtUp = false;

  constructor(options: RegistryViewOptions) {
    const { readiness, ...rest } = options;
    this.#assets = new GlobalTable({
      ...rest,
      topics: [topic.assetsEvents, topic.assetTypesEvents],
      apply: (decoded) => this.#assetOrType(decoded),
    });
    this.#devices = new GlobalTable({
      ...rest,
      topics: [topic.devicesEvents],
      apply: (decoded) => this.#device(decoded),
    });
    readiness.add('registry', () => {
      if (!this.#caughtUp) return 'catching up with assets.events';
      const assets = this.#assets.health();
      return assets === true ? this.#devices.health() : assets;
    });
  }

  /** Resolves when everything that was on the topics at the time of the call has been read. */
  async catchUp(): Promise<void> {
    await this.#assets.start();
    // Afterwards: what is said of devices that are bound by then is not kept.
    await this.#devices.start();
    this.#caughtUp = true;
  }

  /** @throws ProblemException 503 while the registry is not complete: half of it would look like the truth. */
  assertCaughtUp(): void {
    if (this.#caughtUp) return;
    throw new ProblemException(503, { detail: 'The asset registry is still being read.', retryAfterSeconds: 2 });
  }

  /** Path of an asset; undefined if it is not registered. */
  placeOf(tenant: string, assetId: string): string | undefined {
    return this.registry.asset(tenant, assetId)?.path;
  }

  /** Resolves when the asset is here at this version or a later one, at the latest after `timeoutMs`. */
  async reached(tenant: string, assetId: string, version: number, timeoutMs: number): Promise<void> {
    if ((this.registry.asset(tenant, assetId)?.version ?? 0) >= version) return;
    await this.#waiters.wait(`${tenant}/${assetId}`, version, timeoutMs);
  }

  /** An asset as far as its type is concerned; `undefined` when it is not registered. */
  typingOf(tenant: string, assetId: string): Pick<RegisteredAsset, 'typeId' | 'overrides' | 'bindings'> | undefined {
    return this.registry.asset(tenant, assetId);
  }

  /** Resolves when the asset type is here at this version or a later one, at the latest after `timeoutMs`. */
  async typeReached(tenant: string, typeId: string, version: number, timeoutMs: number): Promise<void> {
    if ((this.types.get(tenant, typeId)?.version ?? 0) >= version) return;
    await this.#waiters.wait(typeKey(tenant, typeId), version, timeoutMs);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.#assets.stop(), this.#devices.stop()]);
  }

  #device({ type, value }: Decoded): void {
    if (type === 'UnknownDeviceSeen') this.unbound.seen(value);
    if (type === 'DeviceBorn') this.unbound.born(value);
  }

  #assetOrType(decoded: Decoded): void {
    const event = assetEventOf(decoded);
    if (event === undefined) return this.#type(decoded);
    if (event.type === 'AssetCommandRefused') return;
    this.registry.apply(event);
    const { tenant, assetId, version } = event.data;
    this.#waiters.reached(`${tenant}/${assetId}`, version);
  }

  #type(decoded: Decoded): void {
    const event = typeEventOf(decoded);
    if (event === undefined || event.type === 'AssetTypeCommandRefused') return;
    this.types.apply(event);
    const { tenant, typeId, version } = event.data;
    this.#waiters.reached(typeKey(tenant, typeId), version);
  }
}

/** An asset may have the same id: no id has a second slash. */
const typeKey = (tenant: string, typeId: string): string => `${tenant}/type/${typeId}`;
