import type { EpochMicros } from '../kernel/index.ts';

/**
 * The states of an alarm: ANSI/ISA-18.2-2016 and IEC 62682, clause 5 (alarm system models), "Alarm states", states A to D of the
 * alarm state transition diagram. The states that take an alarm out of service (shelved, suppressed by design, out of service,
 * E to G there) are not built yet.
 *
 * - NORMAL (A): the condition is absent and nothing waits for an operator.
 * - UNACKNOWLEDGED (B): the condition is present and nobody has said "I know".
 * - ACKNOWLEDGED (C): the condition is present and an operator knows.
 * - RETURNED_UNACKNOWLEDGED (D): the condition went away before anybody acknowledged it.
 */
export const ALARM_STATES = ['NORMAL', 'UNACKNOWLEDGED', 'ACKNOWLEDGED', 'RETURNED_UNACKNOWLEDGED'] as const;
export type AlarmState = (typeof ALARM_STATES)[number];
/** How urgently an operator has to act (ISA-18.2, clause on rationalization: priority). */
export const ALARM_PRIORITIES = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type AlarmPriority = (typeof ALARM_PRIORITIES)[number];
export const RULE_KINDS = ['THRESHOLD_HIGH', 'THRESHOLD_LOW', 'ANOMALY'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** What was seen when the condition became true. */
export interface AlarmCause {
  readonly kind: RuleKind;
  readonly value: number | null;
  readonly limit: number | null;
  /** UCUM code of `value` and `limit`. */
  readonly unit: string;
  readonly anomalyId: string | null;
  readonly sourceEventId: string;
  /** One sentence for an operator. */
  readonly text: string;
}

/** A command that was answered; the last few are remembered so that a repeated one gets the same answer. */
export interface AnsweredCommand {
  readonly commandId: string;
  readonly refusal: { readonly code: AlarmRefusalCode; readonly detail: string } | null;
}

/** An alarm as its events made it; the aggregate. */
export interface Alarm {
  readonly state: AlarmState;
  /** How many times it has been raised from NORMAL; 0: it was never raised, so it does not exist. */
  readonly occurrence: number;
  readonly assetId: string;
  /** Where the asset was when it was last raised; empty for alarms of before this was kept. */
  readonly assetPath: string;
  readonly answered: readonly AnsweredCommand[];
}

export const neverRaised: Alarm = { state: 'NORMAL', occurrence: 0, assetId: '', assetPath: '', answered: [] };

/** UNKNOWN_ALARM: it was never raised. NOT_UNACKNOWLEDGED: nothing waits for it. ALREADY_APPLIED: this very command did it. */
export type AlarmRefusalCode = 'UNKNOWN_ALARM' | 'NOT_UNACKNOWLEDGED' | 'ALREADY_APPLIED';

interface AboutAlarm {
  readonly eventId: string;
  readonly commandId: string;
  readonly tenant: string;
  readonly alarmId: string;
  readonly occurredAt: EpochMicros;
}
interface Transition extends AboutAlarm {
  readonly occurrence: number;
  /** State after the event. */
  readonly state: AlarmState;
  readonly assetId: string;
  readonly assetPath: string;
}
export interface AlarmRaisedData extends Transition {
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly ruleName: string;
  readonly metric: string;
  readonly priority: AlarmPriority;
  readonly cause: AlarmCause;
  readonly detectedAt: EpochMicros;
}
export interface AlarmReturnedData extends Transition {
  readonly value: number | null;
  readonly detectedAt: EpochMicros;
}
export interface AlarmAcknowledgedData extends Transition {
  readonly actor: string;
  readonly comment: string;
}
export interface AlarmCommandRefusedData extends AboutAlarm {
  readonly code: AlarmRefusalCode;
  readonly detail: string;
}
export type AlarmEvent =
  | { readonly type: 'AlarmRaised'; readonly data: AlarmRaisedData }
  | { readonly type: 'AlarmReturnedToNormal'; readonly data: AlarmReturnedData }
  | { readonly type: 'AlarmAcknowledged'; readonly data: AlarmAcknowledgedData }
  | { readonly type: 'AlarmCommandRefused'; readonly data: AlarmCommandRefusedData };
