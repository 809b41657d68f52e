import type { EpochMicros } from '../kernel/index.ts';
import type { ContentRefusalCode, Letter, LetterEvent, RepairRefusal, RepairRefusalCode } from './letter.ts';

interface ForLetter {
  readonly commandId: string;
  readonly tenant: string;
  readonly letterId: string;
  readonly actor: string;
  readonly reason: string;
  readonly expectedVersion: number | null;
}
export interface ResubmitLetterData extends ForLetter {
  readonly rootId: string;
  readonly attempt: number;
  readonly edited: boolean;
  readonly contentSha256: string;
}
export type LetterCommand =
  | { readonly type: 'ResubmitLetter'; readonly data: ResubmitLetterData }
  | { readonly type: 'DiscardLetter'; readonly data: ForLetter };

/** What was made of the content before the decision: where it would go and as how many records, or why it cannot. */
export type ContentVerdict =
  | { readonly usable: true; readonly topic: string; readonly records: number }
  | { readonly usable: false; readonly code: ContentRefusalCode; readonly field: string; readonly detail: string };

/** Identity and time of the outcome: the domain has neither a clock nor chance. */
export interface RepairDecisionMeta {
  readonly eventId: string;
  readonly now: EpochMicros;
}

/**
 * The outcome of a command on a letter: always one event, for somebody waits. Pure; called only by the owner of the letter's partition.
 * @param judgeContent is asked only when nothing else speaks against a resubmission.
 */
export function decideLetter(
  letter: Letter,
  command: LetterCommand,
  judgeContent: () => ContentVerdict,
  { eventId, now }: RepairDecisionMeta,
): LetterEvent {
  const { commandId, tenant, letterId, actor, reason } = command.data;
  const about = { eventId, commandId, tenant, letterId, actor, occurredAt: now };
  const refuse = (refusal: RepairRefusal): LetterEvent => ({ type: 'RepairRefused', data: { ...about, ...refusal } });
  const refusal = refusalOf(letter, command);
  if (refusal !== undefined) return refuse(refusal);
  const version = letter.version + 1;
  if (command.type === 'DiscardLetter') return { type: 'LetterDiscarded', data: { ...about, version, reason } };
  const verdict = judgeContent();
  if (!verdict.usable) return refuse({ code: verdict.code, field: verdict.field, detail: verdict.detail });
  const { rootId, attempt, edited, contentSha256 } = command.data;
  const { topic, records } = verdict;
  const resubmitted = { ...about, rootId, attempt, version, reason, edited, topic, records, contentSha256 };
  return { type: 'LetterResubmitted', data: resubmitted };
}

/** What speaks against a command whatever its content. */
function refusalOf(letter: Letter, { type, data }: LetterCommand): RepairRefusal | undefined {
  const { commandId, letterId, expectedVersion } = data;
  const no = (code: RepairRefusalCode, field: string, detail: string): RepairRefusal => ({ code, field, detail });
  const before = letter.answered.find((answered) => answered.commandId === commandId);
  if (before?.refusal) return before.refusal;
  if (before)
    return no('ALREADY_APPLIED', 'commandId', `commandId "${commandId}": this command was already carried out`);
  if (expectedVersion !== null && expectedVersion !== letter.version) {
    const detail = `expectedVersion ${expectedVersion}: the letter is at version ${letter.version}`;
    return no('VERSION_CONFLICT', 'expectedVersion', detail);
  }
  if (letter.state === 'RESUBMITTED') {
    const detail = `letterId "${letterId}": ${letter.actor} resubmitted it; if that fails it comes back as a letter of its own`;
    return no('ALREADY_RESUBMITTED', 'letterId', detail);
  }
  if (letter.state === 'DISCARDED' && type === 'DiscardLetter') {
    return no('ALREADY_DISCARDED', 'letterId', `letterId "${letterId}": ${letter.actor} discarded it`);
  }
  return undefined;
}
