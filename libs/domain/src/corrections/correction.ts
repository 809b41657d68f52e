import type { EpochMicros } from '../kernel/index.ts';

/** VOID: the readings do not count. SCALE: each counts as value * factor + offset. REPLACE: others count instead. */
export const CORRECTION_KINDS = ['VOID', 'SCALE', 'REPLACE'] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

/**
 * - REQUESTED: somebody asked for it; it changes nothing yet.
 * - APPROVED: another person let it take effect. Readings of its range count as it says, also those that are still to come.
 * - REJECTED: it was turned down.
 * - WITHDRAWN: it has ended, or was taken back before it took effect. The readings are again what the devices said.
 */
export const CORRECTION_STATES = ['REQUESTED', 'APPROVED', 'REJECTED', 'WITHDRAWN'] as const;
export type CorrectionState = (typeof CORRECTION_STATES)[number];

export interface ReplacementReading {
  readonly at: EpochMicros;
  /** In the unit of the metric. */
  readonly value: number;
}

/** What is to become of which readings: those of one metric whose `occurredAt` is at least `from` and before `to`. */
export interface CorrectionContent {
  readonly metric: string;
  readonly from: EpochMicros;
  readonly to: EpochMicros;
  readonly kind: CorrectionKind;
  /** SCALE; otherwise 1 and 0. */
  readonly factor: number;
  readonly offset: number;
  /** REPLACE; otherwise empty. */
  readonly replacements: readonly ReplacementReading[];
}

/** A correction as its asset's aggregate remembers it. */
export interface Correction extends Omit<CorrectionContent, 'replacements'> {
  readonly state: CorrectionState;
  readonly requestedBy: string;
  /** Version of the asset's corrections when it changed last. */
  readonly version: number;
}

/**
 * ALREADY_APPLIED says "nothing left to do" and is a success to whoever asked; every other code is a refusal. SAME_PERSON: who asks is
 * not who approves. OVERLAPS: another one is in effect for some of the readings. WRONG_STATE: what it is now cannot become that.
 */
export type CorrectionRefusalCode =
  | 'ALREADY_APPLIED'
  | 'UNKNOWN_CORRECTION'
  | 'VERSION_CONFLICT'
  | 'WRONG_STATE'
  | 'SAME_PERSON'
  | 'OVERLAPS'
  | 'TOO_MANY'
  | 'INVALID_METRIC'
  | 'INVALID_RANGE'
  | 'INVALID_SCALE'
  | 'INVALID_REPLACEMENTS'
  | 'INVALID_REASON';

export interface CorrectionRefusal {
  readonly code: CorrectionRefusalCode;
  /** Field of the command at fault. */
  readonly field: string;
  readonly detail: string;
}

interface AboutCorrection {
  readonly eventId: string;
  readonly commandId: string;
  readonly tenant: string;
  readonly assetId: string;
  readonly correctionId: string;
  readonly actor: string;
  readonly occurredAt: EpochMicros;
}
/** `version` is that of the asset's corrections after the event. */
export interface CorrectionDecidedData extends AboutCorrection {
  readonly reason: string;
  readonly version: number;
}
/** `assetPath` and `unit` are what the registry said of the metric when it was requested. */
export interface CorrectionRequestedData extends CorrectionDecidedData, CorrectionContent {
  readonly assetPath: string;
  readonly unit: string;
}
export interface CorrectionCommandRefusedData extends AboutCorrection, CorrectionRefusal {}

export type CorrectionChange =
  | { readonly type: 'CorrectionRequested'; readonly data: CorrectionRequestedData }
  | { readonly type: 'CorrectionApproved'; readonly data: CorrectionDecidedData }
  | { readonly type: 'CorrectionRejected'; readonly data: CorrectionDecidedData }
  | { readonly type: 'CorrectionWithdrawn'; readonly data: CorrectionDecidedData };
export type CorrectionEvent =
  CorrectionChange | { readonly type: 'CorrectionCommandRefused'; readonly data: CorrectionCommandRefusedData };

/** What a correction is after an event that decides about it. */
export const STATE_AFTER = {
  CorrectionApproved: 'APPROVED',
  CorrectionRejected: 'REJECTED',
  CorrectionWithdrawn: 'WITHDRAWN',
} as const satisfies Record<Exclude<CorrectionChange['type'], 'CorrectionRequested'>, CorrectionState>;

/** A command that was answered; the last few are remembered so that a repeated one gets the same answer. */
export interface AnsweredCorrectionCommand {
  readonly commandId: string;
  readonly refusal: CorrectionRefusal | null;
}

/** All corrections of one asset: the aggregate, for whether one may take effect depends on the others. */
export interface AssetCorrections {
  readonly version: number;
  readonly corrections: ReadonlyMap<string, Correction>;
  readonly answered: readonly AnsweredCorrectionCommand[];
}

export const NO_CORRECTIONS: AssetCorrections = { version: 0, corrections: new Map(), answered: [] };
