import {
  BindMetric,
  MoveAsset,
  RegisterAsset,
  ReinstateAsset,
  RenameAsset,
  RetireAsset,
  UnbindMetric,
  type Decoded,
} from '@millrace/contracts';
import { AssetRegistry, decideAsset, evolveAsset, UNREGISTERED_ASSET, type AssetState } from '@millrace/domain';
import type { OutRecord } from '@millrace/streaming';
import { assetCommandOf, assetEventRecord } from '../assets/asset-events.ts';
import { plainCodecs } from '../outlet.fixture.ts';

/** The way to the aggregates and back without a broker: commands are decided at once, in memory. */
export class MemoryBus {
  readonly registry = new AssetRegistry();
  readonly sent: OutRecord[] = [];
  readonly #states = new Map<string, AssetState>();

  async request(record: OutRecord): Promise<Decoded> {
    this.sent.push(record);
    const command = assetCommandOf(decodedCommand(record));
    if (command === undefined) throw new Error('no asset command');
    const state = this.#states.get(record.key) ?? UNREGISTERED_ASSET;
    const event = decideAsset(state, command, { eventId: `event-${this.sent.length}`, now: 0 });
    this.#states.set(record.key, evolveAsset(state, event));
    this.registry.apply(event);
    // Encoded for the sake of the contract: an event that does not follow it throws.
    assetEventRecord(plainCodecs, event);
    return { type: event.type, value: event.data } as Decoded;
  }
}

function decodedCommand({ headers, value }: OutRecord): Decoded {
  const ofAssets = [RegisterAsset, MoveAsset, RenameAsset, RetireAsset, ReinstateAsset] as const;
  const contracts = [...ofAssets, BindMetric, UnbindMetric];
  const contract = contracts.find(({ fullName }) => fullName === headers?.['ce_type']);
  return { type: contract?.name, value: contract?.type.fromBuffer(value?.subarray(5) as Buffer) } as Decoded;
}
