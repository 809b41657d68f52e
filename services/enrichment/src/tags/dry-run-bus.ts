import type { Codecs, Decoded } from '@millrace/contracts';
import { aggregateOf, decideAsset, evolveAsset, type AssetRegistry, type AssetState } from '@millrace/domain';
import { nowMicros } from '@millrace/platform';
import type { OutRecord } from '@millrace/streaming';
import { assetCommandOf } from '../assets/asset-events.ts';

/**
 * Decides commands as their writer would, by what this instance's registry knows, and writes nothing: what a dry run says is what the
 * decision itself says.
 */
export class DryRunBus {
  readonly #registry: AssetRegistry;
  readonly #codecs: Pick<Codecs, 'prepare' | 'decode'>;
  readonly #states = new Map<string, AssetState>();

  constructor(registry: AssetRegistry, codecs: Pick<Codecs, 'prepare' | 'decode'>) {
    this.#registry = registry;
    this.#codecs = codecs;
  }

  /** Where an asset is, or would be. */
  placeOf(tenant: string, assetId: string): string | undefined {
    return this.#states.get(assetId)?.registration?.path ?? this.#registry.asset(tenant, assetId)?.path;
  }

  async request({ value }: OutRecord, commandId: string): Promise<Decoded> {
    await this.#codecs.prepare([value]);
    const decoded = value === null ? undefined : this.#codecs.decode(value);
    const command = decoded && assetCommandOf(decoded);
    if (command === undefined) throw new Error('a dry run decides asset commands only');
    const { tenant, assetId } = command.data;
    const state = this.#stateOf(tenant, assetId);
    const event = decideAsset(state, command, { eventId: commandId, now: nowMicros() });
    this.#states.set(assetId, evolveAsset(state, event));
    return { type: event.type, value: event.data } as Decoded;
  }

  /** The asset as the commands so far would have made it. */
  typingOf(tenant: string, assetId: string): AssetState | undefined {
    const state = this.#stateOf(tenant, assetId);
    return state.registration === null ? undefined : state;
  }

  #stateOf(tenant: string, assetId: string): AssetState {
    return this.#states.get(assetId) ?? aggregateOf(this.#registry.asset(tenant, assetId));
  }
}
