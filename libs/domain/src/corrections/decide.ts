import type { EpochMicros } from '../kernel/index.ts';
import type {
  AssetCorrections,
  Correction,
  CorrectionContent,
  CorrectionEvent,
  CorrectionRefusal,
  CorrectionRefusalCode,
  CorrectionState,
} from './correction.ts';
import { contentRefusal } from './rules.ts';

interface ForCorrection {
  readonly commandId: string;
  readonly tenant: string;
  readonly assetId: string;
  readonly correctionId: string;
  readonly reason: string;
  readonly actor: string;
}
export interface RequestCorrectionData extends ForCorrection, CorrectionContent {
  readonly assetPath: string;
  readonly unit: string;
}
/** `expectedVersion` (optional) refuses the command if the correction has changed since it was read. */
export interface DecideCorrectionData extends ForCorrection {
  readonly expectedVersion: number | null;
}
export type CorrectionCommand =
  | { readonly type: 'RequestCorrection'; readonly data: RequestCorrectionData }
  | { readonly type: 'ApproveCorrection'; readonly data: DecideCorrectionData }
  | { readonly type: 'RejectCorrection'; readonly data: DecideCorrectionData }
  | { readonly type: 'WithdrawCorrection'; readonly data: DecideCorrectionData };

/** The outcome's id and its time: the domain has neither a clock nor chance. */
export interface CorrectionDecisionMeta {
  readonly eventId: string;
  readonly now: EpochMicros;
}

/** Corrections of one asset, whatever became of them. They are one aggregate, and so one record of a changelog. */
export const CORRECTIONS_PER_ASSET = 1_000;

/** Which states a command starts from, and what the correction is afterwards. */
const TRANSITIONS = {
  ApproveCorrection: { from: ['REQUESTED'], to: 'APPROVED', event: 'CorrectionApproved' },
  RejectCorrection: { from: ['REQUESTED'], to: 'REJECTED', event: 'CorrectionRejected' },
  WithdrawCorrection: { from: ['REQUESTED', 'APPROVED'], to: 'WITHDRAWN', event: 'CorrectionWithdrawn' },
} as const satisfies Record<string, { from: readonly CorrectionState[]; to: CorrectionState; event: string }>;

const refusal = (code: CorrectionRefusalCode, field: string, detail: string): CorrectionRefusal => ({
  code,
  field,
  detail,
});

/**
 * The one outcome of a command: a change, or a refusal that says why. Pure; the partition's owner is the only one to call it. Approved
 * corrections of one metric never overlap, so that of every reading it is plain which one corrects it.
 */
export function decideCorrection(
  state: AssetCorrections,
  command: CorrectionCommand,
  { eventId, now }: CorrectionDecisionMeta,
): CorrectionEvent {
  const { commandId, tenant, assetId, correctionId, actor, reason } = command.data;
  const about = { eventId, commandId, tenant, assetId, correctionId, actor, occurredAt: now };
  const refused =
    answeredBefore(state, commandId) ??
    reasonRefusal(reason) ??
    (command.type === 'RequestCorrection'
      ? requestRefusal(state, command.data, now)
      : transitionRefusal(state, command));
  if (refused !== undefined) return { type: 'CorrectionCommandRefused', data: { ...about, ...refused } };
  const decided = { ...about, reason, version: state.version + 1 };
  if (command.type !== 'RequestCorrection') return { type: TRANSITIONS[command.type].event, data: decided };
  const { assetPath, metric, unit, from, to, kind, factor, offset, replacements } = command.data;
  const content = { assetPath, metric, unit, from, to, kind, factor, offset, replacements };
  return { type: 'CorrectionRequested', data: { ...decided, ...content } };
}

function answeredBefore(state: AssetCorrections, commandId: string): CorrectionRefusal | undefined {
  const before = state.answered.find((answered) => answered.commandId === commandId);
  if (before === undefined) return undefined;
  const detail = `commandId "${commandId}": this command was already carried out`;
  return before.refusal ?? refusal('ALREADY_APPLIED', 'commandId', detail);
}

function reasonRefusal(reason: string): CorrectionRefusal | undefined {
  if (reason.trim() !== '') return undefined;
  return refusal('INVALID_REASON', 'reason', `reason "${reason}": must say why`);
}

function requestRefusal(
  state: AssetCorrections,
  command: RequestCorrectionData,
  now: EpochMicros,
): CorrectionRefusal | undefined {
  const { correctionId, assetId } = command;
  if (state.corrections.has(correctionId))
    return refusal('ALREADY_APPLIED', 'correctionId', `correctionId "${correctionId}": was requested already`);
  if (state.corrections.size >= CORRECTIONS_PER_ASSET) {
    const detail = `assetId "${assetId}": has ${CORRECTIONS_PER_ASSET} corrections, which is the most there can be`;
    return refusal('TOO_MANY', 'assetId', detail);
  }
  return contentRefusal(command, now);
}

function transitionRefusal(
  state: AssetCorrections,
  { type, data }: Exclude<CorrectionCommand, { type: 'RequestCorrection' }>,
): CorrectionRefusal | undefined {
  const { correctionId, expectedVersion, actor } = data;
  const correction = state.corrections.get(correctionId);
  const about = `correctionId "${correctionId}"`;
  if (correction === undefined)
    return refusal('UNKNOWN_CORRECTION', 'correctionId', `${about}: there is no such correction of "${data.assetId}"`);
  const { from, to } = TRANSITIONS[type];
  if (correction.state === to) return refusal('ALREADY_APPLIED', 'correctionId', `${about}: is ${to} already`);
  if (expectedVersion !== null && expectedVersion !== correction.version) {
    const detail = `expectedVersion ${expectedVersion}: the correction is at ${correction.version}`;
    return refusal('VERSION_CONFLICT', 'expectedVersion', detail);
  }
  if (!(from as readonly CorrectionState[]).includes(correction.state))
    return refusal('WRONG_STATE', 'correctionId', `${about}: is ${correction.state}, must be ${from.join(' or ')}`);
  if (type !== 'ApproveCorrection') return undefined;
  if (correction.requestedBy === actor) {
    const detail = `${about}: ${actor} requested it, so another person has to approve it`;
    return refusal('SAME_PERSON', 'correctionId', detail);
  }
  const other = overlapping(state, correction);
  if (other === undefined) return undefined;
  return refusal('OVERLAPS', 'correctionId', `${about}: "${other}" corrects some of the readings; withdraw that first`);
}

/** The correction in effect that has a reading of this one's range in its own, if there is one. */
function overlapping({ corrections }: AssetCorrections, one: Correction): string | undefined {
  for (const [id, other] of corrections) {
    const isInEffect = other.state === 'APPROVED' && other.metric === one.metric;
    if (isInEffect && other.from < one.to && one.from < other.to) return id;
  }
  return undefined;
}
