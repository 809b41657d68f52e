import {
  AssignAssetType,
  BindMetric,
  ClearMetricOverride,
  MoveAsset,
  OverrideMetric,
  RegisterAsset,
  ReinstateAsset,
  RenameAsset,
  RetireAsset,
  UnbindMetric,
  type Decoded,
} from '@millrace/contracts';
import {
  AssetRegistry,
  AssetTypes,
  decideAsset,
  evolveAsset,
  UNREGISTERED_ASSET,
  type AssetState,
  type TypeMetric,
} from '@millrace/domain';
import type { OutRecord } from '@millrace/streaming';
import { assetCommandOf, assetEventRecord } from '../assets/asset-events.ts';
import { plainCodecs } from '../outlet.fixture.ts';
import { AssetCommands } from './asset-commands.ts';
import type { CommandWay } from './send-command.ts';

/** The way to the aggregates and back without a broker: commands are decided at once, in memory. */
export class MemoryBus {
  readonly registry = new AssetRegistry();
  readonly types = new AssetTypes();
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

  /** A type with metrics of which only name and unit matter. */
  defineType(typeId: string, metrics: readonly Pick<TypeMetric, 'name' | 'unit'>[], tenant = 'acme'): void {
    const rest = { description: '', role: 'CONDITION', rangeLow: null, rangeHigh: null, samplingMs: null } as const;
    const definition = {
      name: typeId,
      description: '',
      pack: '',
      metrics: metrics.map((one) => ({ ...rest, limits: [], ...one })),
    };
    const data = { eventId: '', commandId: '', tenant, typeId, version: 1, actor: '', occurredAt: 0, ...definition };
    this.types.apply({ type: 'AssetTypeDefined', data });
  }

  /** What the commands have to know is here at once. */
  async reached(): Promise<void> {
    await Promise.resolve();
  }

  placeOf(tenant: string, assetId: string): string | undefined {
    return this.registry.asset(tenant, assetId)?.path;
  }

  typingOf(tenant: string, assetId: string) {
    return this.registry.asset(tenant, assetId);
  }

  /** Commands that are decided here. */
  commands(bus: CommandWay['bus'] = this): AssetCommands {
    return new AssetCommands({ bus, codecs: plainCodecs, timeoutMs: 1_000 }, this);
  }
}

function decodedCommand({ headers, value }: OutRecord): Decoded {
  const ofAssets = [RegisterAsset, MoveAsset, RenameAsset, RetireAsset, ReinstateAsset] as const;
  const contracts = [...ofAssets, BindMetric, UnbindMetric, AssignAssetType, OverrideMetric, ClearMetricOverride];
  const contract = contracts.find(({ fullName }) => fullName === headers?.['ce_type']);
  return { type: contract?.name, value: contract?.type.fromBuffer(value?.subarray(5) as Buffer) } as Decoded;
}
