import type { EpochMicros } from '../kernel/index.ts';

/**
 * What people have decided about a letter: a record, or telemetry, that could not be used.
 *
 * - OPEN: nobody has dealt with it.
 * - RESUBMITTED: its content went in again. If that fails it comes back as another letter, with a life of its own.
 * - DISCARDED: it will not be used; a person may still think better of it.
 */
export type LetterState = 'OPEN' | 'RESUBMITTED' | 'DISCARDED';

/** A command that was answered; the last few are remembered so that a repeated one gets the same answer. */
export interface AnsweredRepair {
  readonly commandId: string;
  readonly refusal: RepairRefusal | null;
}

/** A letter as its events made it; the aggregate. */
export interface Letter {
  readonly state: LetterState;
  /** How many times something was decided about it; 0: never. */
  readonly version: number;
  /** Who decided last, and when. */
  readonly actor: string;
  readonly at: EpochMicros;
  readonly answered: readonly AnsweredRepair[];
}

export const OPEN_LETTER: Letter = { state: 'OPEN', version: 0, actor: '', at: 0, answered: [] };

/**
 * ALREADY_APPLIED: this very command did it. ALREADY_RESUBMITTED, ALREADY_DISCARDED: somebody did. VERSION_CONFLICT: somebody decided
 * something since the caller looked. INVALID_CONTENT: what is to go in breaks a rule. NOT_REPAIRABLE: the content as it is cannot go
 * in again. FOREIGN_TENANT: it would go to another tenant. REGISTRY_AWAY: its schema could not be looked up now.
 */
export type RepairRefusalCode =
  'ALREADY_APPLIED' | 'ALREADY_RESUBMITTED' | 'ALREADY_DISCARDED' | 'VERSION_CONFLICT' | ContentRefusalCode;
export type ContentRefusalCode = 'INVALID_CONTENT' | 'NOT_REPAIRABLE' | 'FOREIGN_TENANT' | 'REGISTRY_AWAY';

export interface RepairRefusal {
  readonly code: RepairRefusalCode;
  /** Field of the content or the command; empty when none is at fault. */
  readonly field: string;
  readonly detail: string;
}

interface AboutLetter {
  readonly eventId: string;
  readonly commandId: string;
  readonly tenant: string;
  readonly letterId: string;
  readonly actor: string;
  readonly occurredAt: EpochMicros;
}
export interface LetterResubmittedData extends AboutLetter {
  readonly rootId: string;
  readonly attempt: number;
  readonly version: number;
  readonly reason: string;
  readonly edited: boolean;
  readonly topic: string;
  readonly records: number;
  readonly contentSha256: string;
}
export interface LetterDiscardedData extends AboutLetter {
  readonly version: number;
  readonly reason: string;
}
export interface RepairRefusedData extends AboutLetter {
  readonly code: RepairRefusalCode;
  readonly field: string;
  readonly detail: string;
}
export type LetterEvent =
  | { readonly type: 'LetterResubmitted'; readonly data: LetterResubmittedData }
  | { readonly type: 'LetterDiscarded'; readonly data: LetterDiscardedData }
  | { readonly type: 'RepairRefused'; readonly data: RepairRefusedData };
