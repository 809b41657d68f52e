import {
  ApproveCorrection,
  RejectCorrection,
  RequestCorrection,
  WithdrawCorrection,
  type Decoded,
  type EventContract,
} from '@millrace/contracts';
import type { RegisteredCorrection } from '@millrace/domain';
import type { CorrectionView } from '../corrections/correction-view.ts';
import type { CorrectionRequest, DecisionRequest } from './correction-requests.ts';
import { problem } from './outcome.ts';
import { envelopeOf, sendCommand, type CommandWay, type Origin, type Sent } from './send-command.ts';

/** What the registry says of the metric that is to be corrected. */
export interface MetricPlace {
  readonly assetPath: string;
  readonly unit: string;
}
const DECISIONS = { approve: ApproveCorrection, reject: RejectCorrection, withdraw: WithdrawCorrection } as const;
export type Decision = keyof typeof DECISIONS;

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
  readonly #way: CommandWay;
  readonly #view: Pick<CorrectionView, 'reached'>;

  constructor(way: CommandWay, view: Pick<CorrectionView, 'reached'>) {
    this.#way = way;
    this.#view = view;
  }

  /** @returns the correction's id, and whether it was requested just now and not before */
  async request(
    origin: Origin,
    request: CorrectionRequest,
    place: MetricPlace,
  ): Promise<{ correctionId: string; changed: boolean }> {
    const { expectedVersion: _none, ...envelope } = envelopeOf(origin, ['correction', request.assetId], undefined);
    // The same request under the same key is the same correction.
    const correctionId = envelope.commandId;
    const content = { factor: 1, offset: 0, replacements: [], ...request, ...place };
    const command = { ...envelope, correctionId, ...content };
    return { correctionId, changed: await this.#send(RequestCorrection, command, { ...request }) };
  }

  /** Nothing changes when the correction is so already. */
  async decide(
    origin: Origin,
    { correctionId, assetId }: RegisteredCorrection,
    decision: Decision,
    { reason, expectedVersion }: DecisionRequest,
  ): Promise<void> {
    const envelope = envelopeOf(origin, ['correction-command', correctionId, decision], expectedVersion);
    const command = { ...envelope, correctionId, assetId, reason };
    await this.#send(DECISIONS[decision], command, { correctionId, reason, expectedVersion: expectedVersion ?? null });
  }

  async #send<T extends Sent & { readonly assetId: string }>(
    contract: EventContract<T>,
    command: T,
    asked: Readonly<Record<string, unknown>>,
  ): Promise<boolean> {
    const { tenant, assetId } = command;
    const sent = { id: assetId, advice: 'Read the correction' };
    const version = versionOf(await sendCommand(this.#way, contract, command, sent), asked);
    // Whoever wrote reads their own write here; a table that lags does not undo what is done.
    if (version !== undefined) await this.#view.reached(tenant, assetId, version, this.#way.timeoutMs);
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
