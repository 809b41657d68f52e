import { randomUUID } from 'node:crypto';
import {
  AssetCommandRefused,
  AssetMoved,
  AssetRegistered,
  AssetReinstated,
  AssetRenamed,
  AssetRetired,
  AssetTypeAssigned,
  MetricBound,
  MetricOverridden,
  MetricOverrideCleared,
  MetricUnbound,
} from '@millrace/contracts';
import {
  decideAsset,
  evolveAsset,
  UNREGISTERED_ASSET,
  type AssetCommand,
  type AssetEvent,
  type AssetState,
} from '@millrace/domain';
import type { TestProducer } from './producer.fixture.ts';

type Asked<T extends AssetCommand['type']> = Omit<
  Extract<AssetCommand, { type: T }>['data'],
  'commandId' | 'tenant' | 'expectedVersion' | 'actor' | 'requestedAt'
>;

/** The registry's events as enrichment decides them, at instants of the test's choice. */
export class AssetHistory {
  readonly events: AssetEvent[] = [];
  readonly #tenant: string;
  readonly #states = new Map<string, AssetState>();

  constructor(tenant: string) {
    this.#tenant = tenant;
  }

  decide<T extends AssetCommand['type']>(now: number, type: T, asked: Asked<T>): void {
    const requested = { tenant: this.#tenant, commandId: randomUUID(), expectedVersion: null, actor: 'ana' };
    const command = { type, data: { ...requested, requestedAt: now, ...asked } } as unknown as AssetCommand;
    const state = this.#states.get(asked.assetId) ?? UNREGISTERED_ASSET;
    const event = decideAsset(state, command, { eventId: randomUUID(), now });
    this.#states.set(asked.assetId, evolveAsset(state, event));
    this.events.push(event);
  }
}

/** Writes events to their topic, as those of a tenant. */
export async function sendAssetEvents(
  producer: TestProducer,
  events: readonly AssetEvent[],
  tenant: string,
): Promise<void> {
  // One after another: an asset's events must keep their order.
  for (const event of events) await send(producer, event, tenant);
}

async function send(producer: TestProducer, { type, data }: AssetEvent, tenant: string): Promise<void> {
  const { assetId } = data;
  switch (type) {
    case 'AssetRegistered':
      return void (await producer.send(AssetRegistered, assetId, { ...data, tenant }));
    case 'AssetMoved':
      return void (await producer.send(AssetMoved, assetId, { ...data, tenant }));
    case 'AssetRenamed':
      return void (await producer.send(AssetRenamed, assetId, { ...data, tenant }));
    case 'AssetRetired':
      return void (await producer.send(AssetRetired, assetId, { ...data, tenant }));
    case 'AssetReinstated':
      return void (await producer.send(AssetReinstated, assetId, { ...data, tenant }));
    case 'MetricBound':
      return void (await producer.send(MetricBound, assetId, { ...data, tenant }));
    case 'MetricUnbound':
      return void (await producer.send(MetricUnbound, assetId, { ...data, tenant }));
    case 'AssetTypeAssigned':
      return void (await producer.send(AssetTypeAssigned, assetId, { ...data, tenant }));
    case 'MetricOverridden':
      return void (await producer.send(MetricOverridden, assetId, { ...data, tenant }));
    case 'MetricOverrideCleared':
      return void (await producer.send(MetricOverrideCleared, assetId, { ...data, tenant }));
    case 'AssetCommandRefused':
      return void (await producer.send(AssetCommandRefused, assetId, { ...data, tenant }));
    default:
      return type satisfies never;
  }
}
