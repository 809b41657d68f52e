import { DefineAssetType, RetireAssetType, type EventContract } from '@millrace/contracts';
import { brokenTypeRules, type BrokenRule, type TypeDefinition } from '@millrace/domain';
import { ProblemException } from '@millrace/platform/nest';
import type { RegistryView } from '../registry/registry-view.ts';
import { brokenUnitRule } from '../units/unit-conversion.ts';
import { appliedOf, type Applied } from './outcome.ts';
import { envelopeOf, sendCommand, type CommandWay, type Envelope, type Origin } from './send-command.ts';
import type { DefineTypeRequest, RetireTypeRequest } from './type-requests.ts';

const ADVICE = 'Read the asset type';

/** Writes to asset types: each is a command on `asset-types.commands`, done when its outcome is back on `asset-types.events`. */
export class TypeCommands {
  readonly #way: CommandWay;
  readonly #view: Pick<RegistryView, 'typeReached'>;

  constructor(way: CommandWay, view: Pick<RegistryView, 'typeReached'>) {
    this.#way = way;
    this.#view = view;
  }

  /** @throws ProblemException 409 for another version, 422 for a definition that breaks rules */
  async define(origin: Origin, typeId: string, request: DefineTypeRequest): Promise<Applied> {
    const { expectedVersion, ...definition } = request;
    assertDefinition(definition);
    const envelope = envelopeOf(origin, ['asset-type-command', typeId, 'define'], expectedVersion);
    return await this.#send(DefineAssetType, { ...envelope, typeId, ...definition }, request);
  }

  async retire(origin: Origin, typeId: string, request: RetireTypeRequest): Promise<Applied> {
    const { reason, expectedVersion } = request;
    const envelope = envelopeOf(origin, ['asset-type-command', typeId, 'retire'], expectedVersion);
    return await this.#send(RetireAssetType, { ...envelope, typeId, reason }, request);
  }

  async #send<T extends Envelope & { readonly typeId: string }>(
    contract: EventContract<T>,
    command: T,
    request: object,
  ): Promise<Applied> {
    const { tenant, typeId } = command;
    const outcome = await sendCommand(this.#way, contract, command, { id: typeId, advice: ADVICE });
    const applied = appliedOf(outcome, { ...request, typeId });
    // Whoever wrote reads their own write here.
    if (applied.version !== undefined)
      await this.#view.typeReached(tenant, typeId, applied.version, this.#way.timeoutMs);
    return applied;
  }
}

/** @throws ProblemException 422 with every rule that the definition breaks */
export function assertDefinition(definition: TypeDefinition): void {
  const errors = [...brokenTypeRules(definition), ...brokenUnits(definition)];
  const [first] = errors;
  if (first === undefined) return;
  throw new ProblemException(422, { detail: `${first.field} "${String(first.value)}": ${first.rule}`, errors });
}

/** Units of a definition that are none. */
export function brokenUnits({ metrics }: TypeDefinition): BrokenRule[] {
  return metrics.flatMap(({ unit }, index) => {
    const rule = brokenUnitRule(unit);
    return rule === undefined ? [] : [{ field: `metrics.${index}.unit`, value: unit, rule }];
  });
}
