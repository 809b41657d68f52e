import {
  ApproveCorrection,
  eventRecord,
  RejectCorrection,
  RequestCorrection,
  WithdrawCorrection,
  type Codecs,
  type Decoded,
  type EventContract,
} from '@millrace/contracts';
import type { RegisteredCorrection } from '@millrace/domain';
import { nowMicros, uuidV5, uuidV7 } from '@millrace/platform';
import type { CommandBus } from '@millrace/streaming';
import { writeProblem } from '@millrace/streaming/nest';
import type { CorrectionView } from '../corrections/correction-view.ts';
import { SOURCE } from '../source.ts';
import type { Origin } from './send-command.ts';
import type { CorrectionRequest, DecisionRequest } from './correction-requests.ts';
import { problem } from './outcome.ts';

/** What the registry says of the metric that is to be corrected. */
export interface MetricPlace {
  readonly assetPath: string;
  readonly unit: string;
}
const DECISIONS = { approve: ApproveCorrection, reject: RejectCorrection, withdraw: WithdrawCorrection } as const;
export type Decision = keyof typeof DECISIONS;

interface Command {
  readonly commandId: string;
  readonly tenant: string;
  readonly assetId: string;
  readonly requestedAt: number;
}

const STATUS: Readonly<Record<string, number>> = {
  SAME_PERSON: 403,
  UNKNOWN_CORRECTION: 404,
  VERSION_CONFLICT: 409,
  WRONG_STATE: 409,
  OVERLAPS: 409,
  TOO_MANY: 409,
};

/** Writes about corrections: each is a command on `corrections.commands`, done when its outcome is back on `corrections.events`. */
export class CorrectionCommands {
  readonly #bus: Pick<CommandBus, 'request'>;
  readonly #codecs: Pick<Codecs, 'encode'>;
  readonly #view: Pick<CorrectionView, 'reached'>;
  readonly #timeoutMs: number;

  constructor(
    bus: Pick<CommandBus, 'request'>,
    codecs: Pick<Codecs, 'encode'>,
    view: Pick<CorrectionView, 'reached'>,
    timeoutMs: number,
  ) {
    this.#bus = bus;
    this.#codecs = codecs;
    this.#view = view;
    this.#timeoutMs = timeoutMs;
  }

  /** @returns the correction's id, and whether it was requested just now and not before */
  async request(
    { tenant, name: actor, idempotencyKey }: Origin,
    request: CorrectionRequest,
    place: MetricPlace,
  ): Promise<{ correctionId: string; changed: boolean }> {
    const { assetId } = request;
    const correctionId =
      idempotencyKey === undefined ? uuidV7() : uuidV5('correction', tenant, actor, assetId, idempotencyKey);
    const content = { factor: 1, offset: 0, replacements: [], ...request, ...place };
    const command = { commandId: correctionId, correctionId, tenant, actor, requestedAt: nowMicros(), ...content };
    return { correctionId, changed: await this.#send(RequestCorrection, command, { ...request }) };
  }

  /** @returns whether something changed; it does not when the correction is so already */
  async decide(
    { tenant, name: actor, idempotencyKey }: Origin,
    { correctionId, assetId }: RegisteredCorrection,
    decision: Decision,
    { reason, expectedVersion }: DecisionRequest,
  ): Promise<boolean> {
    const commandId =
      idempotencyKey === undefined
        ? uuidV7()
        : uuidV5('correction-command', tenant, actor, correctionId, decision, idempotencyKey);
    const asked = { correctionId, reason, expectedVersion: expectedVersion ?? null };
    const command = { commandId, tenant, assetId, actor, ...asked };
    return await this.#send(DECISIONS[decision], { ...command, requestedAt: nowMicros() }, asked);
  }

  async #send<T extends Command>(
    contract: EventContract<T>,
    command: T,
    asked: Readonly<Record<string, unknown>>,
  ): Promise<boolean> {
    const { commandId, tenant, assetId, requestedAt } = command;
    const about = { key: `${tenant}/${assetId}`, id: commandId, source: SOURCE, time: requestedAt };
    const record = eventRecord<T>(this.#codecs, contract, command as NoInfer<T>, about);
    const outcome = await this.#bus.request(record, commandId, this.#timeoutMs).catch((error: unknown) => {
      throw writeProblem(error, 'Read the correction');
    });
    const version = versionOf(outcome, asked);
    // Whoever wrote reads their own write here; a table that lags does not undo what is done.
    if (version !== undefined) await this.#view.reached(tenant, assetId, version, this.#timeoutMs);
    return version !== undefined;
  }
}

/**
 * The version that the outcome made; none when there was nothing left to do.
 * @throws ProblemException 403, 404, 409 or 422 for a refusal
 */
function versionOf(outcome: Decoded, asked: Readonly<Record<string, unknown>>): number | undefined {
  switch (outcome.type) {
    case 'CorrectionRequested':
    case 'CorrectionApproved':
    case 'CorrectionRejected':
    case 'CorrectionWithdrawn':
      return outcome.value.version;
    case 'CorrectionCommandRefused': {
      const { code, field, detail } = outcome.value;
      if (code === 'ALREADY_APPLIED') return undefined;
      throw problem(STATUS[code] ?? 422, detail, { field, value: asked[field] ?? null, rule: detail });
    }
    default:
      throw new Error(`${outcome.type} is no outcome of a command on a correction`);
  }
}
