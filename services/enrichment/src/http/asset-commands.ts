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
  type EventContract,
} from '@millrace/contracts';
import { isWithin, WHOLE_TENANT, type AssetTypes } from '@millrace/domain';
import { OutOfScope } from '@millrace/platform/nest';
import type { CommandBus } from '@millrace/streaming';
import type { RegistryView } from '../registry/registry-view.ts';
import { appliedOf, problem, type Applied } from './outcome.ts';
import type {
  BindMetricRequest,
  MoveAssetRequest,
  RegisterAssetRequest,
  RenameAssetRequest,
  RetireAssetRequest,
} from './requests.ts';
import { envelopeOf, sendCommand, type CommandWay, type Envelope, type Origin } from './send-command.ts';
import { TypeFit, type AssetTyping } from './type-fit.ts';
import type { OverrideMetricRequest } from './type-requests.ts';
import { conversionOf, foldScale, UnitError } from '../units/unit-conversion.ts';

interface Target {
  readonly assetId: string;
  readonly expectedVersion?: number | undefined;
}

/** What commands have to know of what is there. */
export interface CommandView extends Pick<RegistryView, 'reached' | 'placeOf'> {
  readonly types: Pick<AssetTypes, 'get'>;
  /** `undefined` for an asset that is not registered. */
  typingOf(tenant: string, assetId: string): AssetTyping | undefined;
}

/** A bus whose outcomes no table will show; it knows itself what its commands would have made of an asset. */
export type DryBus = Pick<CommandBus, 'request'> & Pick<CommandView, 'typingOf' | 'placeOf'>;

/** Writes to the registry: each is a command on `assets.commands`, done when its outcome is back on `assets.events`. */
export class AssetCommands {
  readonly #way: CommandWay;
  readonly #view: CommandView;

  constructor(way: CommandWay, view: CommandView) {
    this.#way = way;
    this.#view = view;
  }

  /** The same commands over another bus. */
  over(bus: DryBus): AssetCommands {
    const { types } = this.#view;
    const view = { types, typingOf: bus.typingOf.bind(bus), placeOf: bus.placeOf.bind(bus) };
    return new AssetCommands({ ...this.#way, bus }, { ...view, reached: async () => undefined });
  }

  /** @param path where it comes to lie, as `Placement` found it */
  async register(origin: Origin, request: RegisterAssetRequest, path: string): Promise<Applied> {
    const { assetId, name, level, parentId = null, typeId = null } = request;
    assertWithin(origin, path);
    const command = { ...this.#command(origin, request, 'register'), name, level, parentId, path, typeId };
    if (typeId !== null) this.#fit(origin).assertInUse(typeId);
    return await this.#send(RegisterAsset, command, { assetId, name, level, parentId, path });
  }

  /** @param path where it comes to lie, as `Placement` found it */
  async move(origin: Origin, assetId: string, request: MoveAssetRequest, path: string): Promise<Applied> {
    const { parentId, expectedVersion } = request;
    assertWithin(origin, path);
    const command = { ...this.#command(origin, { assetId, expectedVersion }, 'move'), parentId, path };
    return await this.#send(MoveAsset, command, { ...request, path });
  }

  async rename(origin: Origin, assetId: string, request: RenameAssetRequest): Promise<Applied> {
    const { name, expectedVersion } = request;
    const command = { ...this.#command(origin, { assetId, expectedVersion }, 'rename'), name };
    return await this.#send(RenameAsset, command, request);
  }

  async retire(origin: Origin, assetId: string, request: RetireAssetRequest): Promise<Applied> {
    const { reason, expectedVersion } = request;
    const command = { ...this.#command(origin, { assetId, expectedVersion }, 'retire'), reason };
    return await this.#send(RetireAsset, command, request);
  }

  async reinstate(origin: Origin, assetId: string, request: RetireAssetRequest): Promise<Applied> {
    const { reason, expectedVersion } = request;
    const command = { ...this.#command(origin, { assetId, expectedVersion }, 'reinstate'), reason };
    return await this.#send(ReinstateAsset, command, request);
  }

  async bind(origin: Origin, assetId: string, metric: string, request: BindMetricRequest): Promise<Applied> {
    const { deviceId, deviceMetric, sourceUnit, unit, scale, offset, range = {}, expectedVersion } = request;
    const command = {
      ...this.#command(origin, { assetId, expectedVersion }, `bind ${metric}`),
      ...{ metric, deviceId, deviceMetric, sourceUnit, unit },
      ...foldScale(unitConversion(sourceUnit, unit), scale, offset),
      rangeLow: range.low ?? null,
      rangeHigh: range.high ?? null,
    };
    const asset = this.#view.typingOf(origin.tenant, assetId);
    if (asset !== undefined) this.#fit(origin).assertUnit(asset, metric, unit);
    return await this.#send(BindMetric, command, { ...request, metric });
  }

  async unbind(origin: Origin, assetId: string, metric: string, expectedVersion: number | undefined): Promise<Applied> {
    const command = { ...this.#command(origin, { assetId, expectedVersion }, `unbind ${metric}`), metric };
    return await this.#send(UnbindMetric, command, { metric, expectedVersion });
  }

  /** @param typeId null for none */
  async assignType(origin: Origin, target: Target, typeId: string | null): Promise<Applied> {
    const command = { ...this.#command(origin, target, 'assign-type'), typeId };
    const asset = this.#view.typingOf(origin.tenant, target.assetId);
    if (typeId !== null && asset !== undefined) this.#fit(origin).assertAssignable(asset, typeId);
    return await this.#send(AssignAssetType, command, { ...target, typeId });
  }

  async overrideMetric(
    origin: Origin,
    assetId: string,
    metric: string,
    request: OverrideMetricRequest,
  ): Promise<Applied> {
    const { expectedVersion, ...own } = request;
    const command = { ...this.#command(origin, { assetId, expectedVersion }, `override ${metric}`), metric, ...own };
    const asset = this.#view.typingOf(origin.tenant, assetId);
    if (asset !== undefined) this.#fit(origin).assertOverride(asset, { metric, ...own });
    return await this.#send(OverrideMetric, command, { ...request, metric });
  }

  async clearOverride(origin: Origin, target: Target, metric: string): Promise<Applied> {
    const command = { ...this.#command(origin, target, `clear-override ${metric}`), metric };
    return await this.#send(ClearMetricOverride, command, { ...target, metric });
  }

  #fit({ tenant }: Origin): TypeFit {
    return new TypeFit(this.#view.types, tenant);
  }

  #command(origin: Origin, { assetId, expectedVersion }: Target, what: string) {
    // Of a new asset it is the place it shall have that counts, which is checked before.
    const place = this.#view.placeOf(origin.tenant, assetId);
    if (place !== undefined || what !== 'register') assertWithin(origin, place);
    return { ...envelopeOf(origin, ['asset-command', assetId, what], expectedVersion), assetId };
  }

  async #send<T extends Envelope & { readonly assetId: string }>(
    contract: EventContract<T>,
    command: T,
    request: Readonly<Record<string, unknown>>,
  ): Promise<Applied> {
    const { tenant, assetId } = command;
    const outcome = await sendCommand(this.#way, contract, command, { id: assetId, advice: 'Read the asset' });
    const applied = appliedOf(outcome, { ...request, assetId });
    // Whoever wrote reads their own write here; a table that lags does not undo what is done.
    if (applied.version !== undefined) await this.#view.reached(tenant, assetId, applied.version, this.#way.timeoutMs);
    return applied;
  }
}

/** An asset that is not known is told like one that lies elsewhere: who may not change it does not learn whether it exists. */
function assertWithin({ within }: Origin, path: string | undefined): void {
  const isWhole = within.includes(WHOLE_TENANT);
  if (isWhole || (path !== undefined && within.some((scope) => isWithin(path, scope)))) return;
  throw new OutOfScope('assets:write', 'This needs the permission assets:write where the asset is.');
}

function unitConversion(sourceUnit: string, unit: string) {
  try {
    return conversionOf(sourceUnit, unit);
  } catch (error) {
    if (!(error instanceof UnitError)) throw error;
    throw problem(422, error.message, { field: error.field, value: error.value, rule: error.rule });
  }
}
