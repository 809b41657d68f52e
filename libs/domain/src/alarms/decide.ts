import type { EpochMicros } from '../kernel/index.ts';
import type { Alarm, AlarmCause, AlarmEvent, AlarmPriority, AlarmRefusalCode } from './alarm.ts';

interface ForAlarm {
  readonly commandId: string;
  readonly tenant: string;
  readonly alarmId: string;
}
export interface RaiseAlarmData extends ForAlarm {
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly ruleName: string;
  readonly assetId: string;
  readonly assetPath: string;
  readonly metric: string;
  readonly priority: AlarmPriority;
  readonly cause: AlarmCause;
  readonly occurredAt: EpochMicros;
}
export interface ReturnAlarmToNormalData extends ForAlarm {
  readonly value: number | null;
  readonly sourceEventId: string;
  readonly occurredAt: EpochMicros;
}
export interface AcknowledgeAlarmData extends ForAlarm {
  readonly actor: string;
  readonly comment: string;
  readonly requestedAt: EpochMicros;
}
export type AlarmCommand =
  | { readonly type: 'RaiseAlarm'; readonly data: RaiseAlarmData }
  | { readonly type: 'ReturnAlarmToNormal'; readonly data: ReturnAlarmToNormalData }
  | { readonly type: 'AcknowledgeAlarm'; readonly data: AcknowledgeAlarmData };

/** Identity and time of the outcome: the domain has neither a clock nor chance. */
export interface AlarmDecisionMeta {
  readonly eventId: string;
  readonly now: EpochMicros;
}

/**
 * The outcome of a command on an alarm, at most one event. Pure; called only by the owner of the alarm's partition.
 * The plant's commands (raise, return) that change nothing have no outcome; an operator's always has one, for somebody waits.
 */
export function decideAlarm(alarm: Alarm, command: AlarmCommand, meta: AlarmDecisionMeta): AlarmEvent | undefined {
  switch (command.type) {
    case 'RaiseAlarm':
      return raise(alarm, command.data, meta);
    case 'ReturnAlarmToNormal':
      return returnToNormal(alarm, command.data, meta);
    case 'AcknowledgeAlarm':
      return acknowledge(alarm, command.data, meta);
    default:
      return command satisfies never;
  }
}

const isAnswered = (alarm: Alarm, commandId: string): boolean =>
  alarm.answered.some((answered) => answered.commandId === commandId);

/** A → B, and D → B: the condition is back before anybody saw that it had gone; the occurrence goes on. */
function raise(alarm: Alarm, command: RaiseAlarmData, { eventId, now }: AlarmDecisionMeta): AlarmEvent | undefined {
  if (alarm.state === 'UNACKNOWLEDGED' || alarm.state === 'ACKNOWLEDGED') return undefined;
  if (isAnswered(alarm, command.commandId)) return undefined;
  const occurrence = alarm.state === 'NORMAL' ? alarm.occurrence + 1 : alarm.occurrence;
  return { type: 'AlarmRaised', data: { ...command, eventId, occurrence, state: 'UNACKNOWLEDGED', detectedAt: now } };
}

/** B → D: it still waits for an operator. C → A: everybody knows, so it is over. */
function returnToNormal(
  alarm: Alarm,
  command: ReturnAlarmToNormalData,
  { eventId, now }: AlarmDecisionMeta,
): AlarmEvent | undefined {
  if (alarm.state === 'NORMAL' || alarm.state === 'RETURNED_UNACKNOWLEDGED') return undefined;
  if (isAnswered(alarm, command.commandId)) return undefined;
  const { commandId, tenant, alarmId, value, occurredAt } = command;
  const { occurrence, assetId, assetPath } = alarm;
  const state = alarm.state === 'ACKNOWLEDGED' ? 'NORMAL' : 'RETURNED_UNACKNOWLEDGED';
  return {
    type: 'AlarmReturnedToNormal',
    data: {
      ...{ eventId, commandId, tenant, alarmId, occurrence, state, assetId, assetPath, value, occurredAt },
      detectedAt: now,
    },
  };
}

/** B → C, D → A. */
function acknowledge(alarm: Alarm, command: AcknowledgeAlarmData, { eventId, now }: AlarmDecisionMeta): AlarmEvent {
  const { commandId, tenant, alarmId, actor, comment, requestedAt } = command;
  const refuse = (code: AlarmRefusalCode, detail: string): AlarmEvent => ({
    type: 'AlarmCommandRefused',
    data: { eventId, commandId, tenant, alarmId, code, detail, occurredAt: now },
  });
  const before = alarm.answered.find((answered) => answered.commandId === commandId);
  if (before?.refusal) return refuse(before.refusal.code, before.refusal.detail);
  if (before) return refuse('ALREADY_APPLIED', `commandId "${commandId}": this command already acknowledged the alarm`);
  if (alarm.occurrence === 0) return refuse('UNKNOWN_ALARM', `alarmId "${alarmId}": no such alarm was ever raised`);
  if (alarm.state === 'NORMAL' || alarm.state === 'ACKNOWLEDGED') {
    return refuse('NOT_UNACKNOWLEDGED', `alarmId "${alarmId}": is ${alarm.state}, there is nothing to acknowledge`);
  }
  const { occurrence, assetId, assetPath } = alarm;
  const state = alarm.state === 'UNACKNOWLEDGED' ? 'ACKNOWLEDGED' : 'NORMAL';
  return {
    type: 'AlarmAcknowledged',
    data: {
      ...{ eventId, commandId, tenant, alarmId, occurrence, state, assetId, assetPath, actor, comment },
      occurredAt: requestedAt,
    },
  };
}
