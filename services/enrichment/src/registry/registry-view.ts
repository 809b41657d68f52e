import type { Codecs, Decoded } from '@millrace/contracts';
import { topic } from '@millrace/contracts';
import { AssetRegistry } from '@millrace/domain';
import { GlobalTable, type KafkaConnection } from '@millrace/streaming';
import type { Logger } from '@millrace/platform';
import { ProblemException, type Readiness } from '@millrace/platform/nest';
import type { BeforeStreams } from '@millrace/streaming/nest';
import type { OnApplicationShutdown } from '@nestjs/common';
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

/** This instance's copy of the registry: all of `assets.events` and what `devices.events` says of unknown devices, kept up to date. */
export class RegistryView implements OnApplicationShutdown {
  readonly registry = new AssetRegistry();
  readonly unbound = new UnboundDevices(this.registry);
  readonly #waiters = new VersionWaiters();
  readonly #table: GlobalTable;
  #caughtUp = false;

  constructor(options: RegistryViewOptions) {
    const { readiness, ...rest } = options;
    const topics = [topic.assetsEvents, topic.devicesEvents];
    this.#table = new GlobalTable({ ...rest, topics, apply: (decoded) => this.#apply(decoded) });
    readiness.add('registry', () => (this.#caughtUp ? this.#table.health() : 'catching up with assets.events'));
  }

  /** Resolves when everything that was on the topics at the time of the call has been read. */
  async catchUp(): Promise<void> {
    await this.#table.start();
    this.#caughtUp = true;
  }

  /** @throws ProblemException 503 while the registry is not complete: half of it would look like the truth. */
  assertCaughtUp(): void {
    if (this.#caughtUp) return;
    throw new ProblemException(503, { detail: 'The asset registry is still being read.', retryAfterSeconds: 2 });
  }

  /** Resolves when the asset is here at this version or a later one, at the latest after `timeoutMs`. */
  async reached(tenant: string, assetId: string, version: number, timeoutMs: number): Promise<void> {
    if ((this.registry.asset(tenant, assetId)?.version ?? 0) >= version) return;
    await this.#waiters.wait(`${tenant}/${assetId}`, version, timeoutMs);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#table.stop();
  }

  #apply(decoded: Decoded): void {
    if (decoded.type === 'UnknownDeviceSeen') return this.unbound.seen(decoded.value);
    if (decoded.type === 'DeviceBorn') return this.unbound.born(decoded.value);
    const event = assetEventOf(decoded);
    if (event === undefined || event.type === 'AssetCommandRefused') return;
    this.registry.apply(event);
    const { tenant, assetId, version } = event.data;
    this.#waiters.reached(`${tenant}/${assetId}`, version);
  }
}

/**
 * The streams wait for the registry: telemetry that is enriched with half of it would be rejected as unknown, and nothing would bring
 * it back.
 */
export const registryFirst: BeforeStreams = (app) => app.get(RegistryView).catchUp();
