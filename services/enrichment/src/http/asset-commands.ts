import {
  BindMetric,
  MoveAsset,
  RegisterAsset,
  ReinstateAsset,
  RenameAsset,
  RetireAsset,
  UnbindMetric,
  type EventContract,
} from '@millrace/contracts';
import { isWithin, WHOLE_TENANT } from '@millrace/domain';
import { nowMicros, uuidV5, uuidV7 } from '@millrace/platform';
import { OutOfScope } from '@millrace/platform/nest';
import type { RegistryView } from '../registry/registry-view.ts';
import { appliedOf, problem, type Applied } from './outcome.ts';
import type {
  BindMetricRequest,
  MoveAssetRequest,
  RegisterAssetRequest,
  RenameAssetRequest,
  RetireAssetRequest,
} from './requests.ts';
import { sendCommand, type Command, type CommandWay } from './send-command.ts';
import { conversionOf, foldScale, UnitError } from '../units/unit-conversion.ts';

/** Who asks, and under which key the same request may come again (`Idempotency-Key`). */
export interface Origin {
  readonly tenant: string;
  readonly name: string;
  readonly idempotencyKey: string | undefined;
  /** Places (asset paths) whose assets they may change; [''] is the whole tenant. */
  readonly within: readonly string[];
}

interface Target {
  readonly assetId: string;
  readonly expectedVersion?: number | undefined;
}
/** Writes to the registry: each is a command on `assets.commands`, done when its outcome is back on `assets.events`. */
export class AssetCommands {
  readonly #way: CommandWay;
  readonly #view: Pick<RegistryView, 'reached' | 'placeOf'>;

  constructor(way: CommandWay, view: Pick<RegistryView, 'reached' | 'placeOf'>) {
    this.#way = way;
    this.#view = view;
  }

  /** The same commands over another bus, whose outcomes no table will show. */
  over(bus: CommandWay['bus'] & Pick<RegistryView, 'placeOf'>): AssetCommands {
    const view = { placeOf: bus.placeOf.bind(bus), reached: async () => undefined };
    return new AssetCommands({ ...this.#way, bus }, view);
  }

  /** @param path where it comes to lie, as `Placement` found it */
  async register(origin: Origin, request: RegisterAssetRequest, path: string): Promise<Applied> {
    const { assetId, name, level, parentId } = request;
    assertWithin(origin, path);
    const command = { ...this.#command(origin, request, 'register'), name, level, parentId: parentId ?? null, path };
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
    return await this.#send(BindMetric, command, { ...request, metric });
  }

  async unbind(origin: Origin, assetId: string, metric: string, expectedVersion: number | undefined): Promise<Applied> {
    const command = { ...this.#command(origin, { assetId, expectedVersion }, `unbind ${metric}`), metric };
    return await this.#send(UnbindMetric, command, { metric, expectedVersion });
  }

  #command(origin: Origin, { assetId, expectedVersion }: Target, what: string) {
    const { tenant, name, idempotencyKey } = origin;
    // Of a new asset it is the place it shall have that counts, which is checked before.
    const place = this.#view.placeOf(tenant, assetId);
    if (place !== undefined || what !== 'register') assertWithin(origin, place);
    const commandId =
      idempotencyKey === undefined ? uuidV7() : uuidV5('asset-command', tenant, name, assetId, what, idempotencyKey);
    const asked = { expectedVersion: expectedVersion ?? null, actor: name, requestedAt: nowMicros() };
    return { commandId, tenant, assetId, ...asked };
  }

  async #send<T extends Command>(
    contract: EventContract<T>,
    command: T,
    request: Readonly<Record<string, unknown>>,
  ): Promise<Applied> {
    const { tenant, assetId } = command;
    const outcome = await sendCommand(this.#way, contract, command, 'Read the asset');
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
