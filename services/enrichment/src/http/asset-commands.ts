import {
  BindMetric,
  eventRecord,
  RegisterAsset,
  UnbindMetric,
  type Codecs,
  type EventContract,
} from '@millrace/contracts';
import { nowMicros, uuidV5, uuidV7 } from '@millrace/platform';
import type { CommandBus } from '@millrace/streaming';
import { writeProblem } from '@millrace/streaming/nest';
import type { RegistryView } from '../registry/registry-view.ts';
import { SOURCE } from '../source.ts';
import { appliedOf, problem, type Applied } from './outcome.ts';
import type { BindMetricRequest, RegisterAssetRequest } from './requests.ts';
import { conversionOf, foldScale, UnitError } from '../units/unit-conversion.ts';

/** Who asks, and under which key the same request may come again (`Idempotency-Key`). */
export interface Origin {
  readonly tenant: string;
  readonly name: string;
  readonly idempotencyKey: string | undefined;
}

interface Command {
  readonly commandId: string;
  readonly tenant: string;
  readonly assetId: string;
  readonly requestedAt: number;
}

/** Writes to the registry: each is a command on `assets.commands`, done when its outcome is back on `assets.events`. */
export class AssetCommands {
  readonly #bus: Pick<CommandBus, 'request'>;
  readonly #codecs: Pick<Codecs, 'encode'>;
  readonly #view: Pick<RegistryView, 'reached'>;
  readonly #timeoutMs: number;

  constructor(
    bus: Pick<CommandBus, 'request'>,
    codecs: Pick<Codecs, 'encode'>,
    view: Pick<RegistryView, 'reached'>,
    timeoutMs: number,
  ) {
    this.#bus = bus;
    this.#codecs = codecs;
    this.#view = view;
    this.#timeoutMs = timeoutMs;
  }

  async register(origin: Origin, { parentId, ...request }: RegisterAssetRequest): Promise<Applied> {
    const command = { ...this.#command(origin, request, 'register'), ...request, parentId: parentId ?? null };
    return await this.#send(RegisterAsset, { ...command, expectedVersion: request.expectedVersion ?? null }, request);
  }

  async bind(origin: Origin, assetId: string, metric: string, request: BindMetricRequest): Promise<Applied> {
    const { deviceId, deviceMetric, sourceUnit, unit, scale, offset, range = {}, expectedVersion } = request;
    const command = {
      ...this.#command(origin, { assetId }, `bind ${metric}`),
      ...{ metric, deviceId, deviceMetric, sourceUnit, unit },
      ...foldScale(unitConversion(sourceUnit, unit), scale, offset),
      rangeLow: range.low ?? null,
      rangeHigh: range.high ?? null,
      expectedVersion: expectedVersion ?? null,
    };
    return await this.#send(BindMetric, command, { ...request, metric });
  }

  async unbind(origin: Origin, assetId: string, metric: string, expectedVersion: number | undefined): Promise<Applied> {
    const command = { ...this.#command(origin, { assetId }, `unbind ${metric}`), metric };
    return await this.#send(
      UnbindMetric,
      { ...command, expectedVersion: expectedVersion ?? null },
      { metric, expectedVersion },
    );
  }

  #command({ tenant, name, idempotencyKey }: Origin, { assetId }: { readonly assetId: string }, what: string) {
    const commandId =
      idempotencyKey === undefined ? uuidV7() : uuidV5('asset-command', tenant, name, assetId, what, idempotencyKey);
    return { commandId, tenant, assetId, actor: name, requestedAt: nowMicros() };
  }

  async #send<T extends Command>(
    contract: EventContract<T>,
    command: T,
    request: Readonly<Record<string, unknown>>,
  ): Promise<Applied> {
    const { commandId, tenant, assetId, requestedAt } = command;
    const about = { key: `${tenant}/${assetId}`, id: commandId, source: SOURCE, time: requestedAt };
    const record = eventRecord<T>(this.#codecs, contract, command as NoInfer<T>, about);
    const outcome = await this.#bus.request(record, commandId, this.#timeoutMs).catch((error: unknown) => {
      throw writeProblem(error, 'Read the asset');
    });
    const applied = appliedOf(outcome, { ...request, assetId });
    // Whoever wrote reads their own write here; a table that lags does not undo what is done.
    if (applied.version !== undefined) await this.#view.reached(tenant, assetId, applied.version, this.#timeoutMs);
    return applied;
  }
}

function unitConversion(sourceUnit: string, unit: string) {
  try {
    return conversionOf(sourceUnit, unit);
  } catch (error) {
    if (!(error instanceof UnitError)) throw error;
    throw problem(422, error.message, { field: error.field, value: error.value, rule: error.rule });
  }
}
