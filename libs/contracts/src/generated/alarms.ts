// Generated from schemas/ by tools/contracts/generate.ts: do not edit.
import { defineContract, type EventContract } from '../contract.ts';
import type { AlarmCause, AlarmPriority, AlarmState } from './common.ts';

/** An operator says: I know. */
export interface AcknowledgeAlarm {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Alarm the command is for, one per (rule, asset, metric); second part of the Kafka key. */
  readonly alarmId: string;
  /** Operator: name of the API token. */
  readonly actor: string;
  /** What the operator says about it; may be empty. */
  readonly comment: string;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
}

/** An operator says: I know. */
export const AcknowledgeAlarm: EventContract<AcknowledgeAlarm> = /* @__PURE__ */ defineContract<AcknowledgeAlarm>({
  name: 'AcknowledgeAlarm',
  fullName: 'io.millrace.alarms.v1.AcknowledgeAlarm',
  topic: 'alarms.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"AcknowledgeAlarm\",\"namespace\":\"io.millrace.alarms.v1\",\"doc\":\"An operator says: I know.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"alarmId\",\"type\":\"string\",\"doc\":\"Alarm the command is for, one per (rule, asset, metric); second part of the Kafka key.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Operator: name of the API token.\"},{\"name\":\"comment\",\"type\":\"string\",\"default\":\"\",\"doc\":\"What the operator says about it; may be empty.\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** An operator acknowledged the alarm. */
export interface AlarmAcknowledged {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Alarm, one per (rule, asset, metric) for as long as the rule lives; second part of the Kafka key. */
  readonly alarmId: string;
  /** Which time the alarm is active: 1 for the first, one more each time it is raised from NORMAL. */
  readonly occurrence: number;
  /** State of the alarm after this event. */
  readonly state: AlarmState;
  /** Asset the alarm is about. */
  readonly assetId: string;
  /** Path that the asset had when the alarm was last raised, segments joined by "/": who may see the alarm may see this. Empty in events written before it was kept. */
  readonly assetPath: string;
  /** Operator: name of the API token. */
  readonly actor: string;
  /** What the operator said about it; may be empty. */
  readonly comment: string;
  /** When the operator acknowledged, clock of the front door. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** An operator acknowledged the alarm. */
export const AlarmAcknowledged: EventContract<AlarmAcknowledged> = /* @__PURE__ */ defineContract<AlarmAcknowledged>({
  name: 'AlarmAcknowledged',
  fullName: 'io.millrace.alarms.v1.AlarmAcknowledged',
  topic: 'alarms.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AlarmAcknowledged\",\"namespace\":\"io.millrace.alarms.v1\",\"doc\":\"An operator acknowledged the alarm.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"alarmId\",\"type\":\"string\",\"doc\":\"Alarm, one per (rule, asset, metric) for as long as the rule lives; second part of the Kafka key.\"},{\"name\":\"occurrence\",\"type\":\"long\",\"doc\":\"Which time the alarm is active: 1 for the first, one more each time it is raised from NORMAL.\"},{\"name\":\"state\",\"type\":{\"type\":\"enum\",\"name\":\"AlarmState\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"State of an alarm in the model of ISA-18.2. NORMAL: condition absent, nothing to acknowledge. UNACKNOWLEDGED: condition present, nobody has acknowledged. ACKNOWLEDGED: condition present, an operator knows. RETURNED_UNACKNOWLEDGED: condition gone, still nobody has acknowledged. Readers that meet a newer symbol read UNACKNOWLEDGED, so that somebody looks.\",\"symbols\":[\"NORMAL\",\"UNACKNOWLEDGED\",\"ACKNOWLEDGED\",\"RETURNED_UNACKNOWLEDGED\"],\"default\":\"UNACKNOWLEDGED\"},\"doc\":\"State of the alarm after this event.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the alarm is about.\"},{\"name\":\"assetPath\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Path that the asset had when the alarm was last raised, segments joined by \\\"/\\\": who may see the alarm may see this. Empty in events written before it was kept.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Operator: name of the API token.\"},{\"name\":\"comment\",\"type\":\"string\",\"default\":\"\",\"doc\":\"What the operator said about it; may be empty.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the operator acknowledged, clock of the front door. Microseconds since 1970 UTC.\"}]}",
});

/** A command on an alarm was refused; nothing changed. */
export interface AlarmCommandRefused {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that was refused; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Alarm, one per (rule, asset, metric) for as long as the rule lives; second part of the Kafka key. */
  readonly alarmId: string;
  /** Machine-readable reason, upper case, e.g. UNKNOWN_ALARM, ALREADY_ACKNOWLEDGED. */
  readonly code: string;
  /** One sentence for a person: field, value and rule. */
  readonly detail: string;
  /** When it was refused, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** A command on an alarm was refused; nothing changed. */
export const AlarmCommandRefused: EventContract<AlarmCommandRefused> = /* @__PURE__ */ defineContract<AlarmCommandRefused>({
  name: 'AlarmCommandRefused',
  fullName: 'io.millrace.alarms.v1.AlarmCommandRefused',
  topic: 'alarms.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AlarmCommandRefused\",\"namespace\":\"io.millrace.alarms.v1\",\"doc\":\"A command on an alarm was refused; nothing changed.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that was refused; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"alarmId\",\"type\":\"string\",\"doc\":\"Alarm, one per (rule, asset, metric) for as long as the rule lives; second part of the Kafka key.\"},{\"name\":\"code\",\"type\":\"string\",\"doc\":\"Machine-readable reason, upper case, e.g. UNKNOWN_ALARM, ALREADY_ACKNOWLEDGED.\"},{\"name\":\"detail\",\"type\":\"string\",\"default\":\"\",\"doc\":\"One sentence for a person: field, value and rule.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When it was refused, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** An alarm became active, or active again before it was acknowledged. */
export interface AlarmRaised {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Alarm, one per (rule, asset, metric) for as long as the rule lives; second part of the Kafka key. */
  readonly alarmId: string;
  /** Which time the alarm is active: 1 for the first, one more each time it is raised from NORMAL. */
  readonly occurrence: number;
  /** State of the alarm after this event. */
  readonly state: AlarmState;
  /** Rule that raised it. */
  readonly ruleId: string;
  /** Version of the rule that raised it. */
  readonly ruleVersion: number;
  /** Name of the rule at that time. */
  readonly ruleName: string;
  /** Asset the alarm is about. */
  readonly assetId: string;
  /** Path from the root of the hierarchy to the asset when the record was written, segments joined by "/", e.g. "acme/hamburg/press-shop/line-2/press-7". */
  readonly assetPath: string;
  /** Metric of the asset, by the name it was bound to. */
  readonly metric: string;
  /** Priority of the alarm. */
  readonly priority: AlarmPriority;
  /** What was seen. */
  readonly cause: AlarmCause;
  /** Source time of the record that met the condition. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
  /** When alerting decided, clock of the service. Microseconds since 1970 UTC. */
  readonly detectedAt: number;
}

/** An alarm became active, or active again before it was acknowledged. */
export const AlarmRaised: EventContract<AlarmRaised> = /* @__PURE__ */ defineContract<AlarmRaised>({
  name: 'AlarmRaised',
  fullName: 'io.millrace.alarms.v1.AlarmRaised',
  topic: 'alarms.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AlarmRaised\",\"namespace\":\"io.millrace.alarms.v1\",\"doc\":\"An alarm became active, or active again before it was acknowledged.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"alarmId\",\"type\":\"string\",\"doc\":\"Alarm, one per (rule, asset, metric) for as long as the rule lives; second part of the Kafka key.\"},{\"name\":\"occurrence\",\"type\":\"long\",\"doc\":\"Which time the alarm is active: 1 for the first, one more each time it is raised from NORMAL.\"},{\"name\":\"state\",\"type\":{\"type\":\"enum\",\"name\":\"AlarmState\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"State of an alarm in the model of ISA-18.2. NORMAL: condition absent, nothing to acknowledge. UNACKNOWLEDGED: condition present, nobody has acknowledged. ACKNOWLEDGED: condition present, an operator knows. RETURNED_UNACKNOWLEDGED: condition gone, still nobody has acknowledged. Readers that meet a newer symbol read UNACKNOWLEDGED, so that somebody looks.\",\"symbols\":[\"NORMAL\",\"UNACKNOWLEDGED\",\"ACKNOWLEDGED\",\"RETURNED_UNACKNOWLEDGED\"],\"default\":\"UNACKNOWLEDGED\"},\"doc\":\"State of the alarm after this event.\"},{\"name\":\"ruleId\",\"type\":\"string\",\"doc\":\"Rule that raised it.\"},{\"name\":\"ruleVersion\",\"type\":\"long\",\"doc\":\"Version of the rule that raised it.\"},{\"name\":\"ruleName\",\"type\":\"string\",\"doc\":\"Name of the rule at that time.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the alarm is about.\"},{\"name\":\"assetPath\",\"type\":\"string\",\"doc\":\"Path from the root of the hierarchy to the asset when the record was written, segments joined by \\\"/\\\", e.g. \\\"acme/hamburg/press-shop/line-2/press-7\\\".\"},{\"name\":\"metric\",\"type\":\"string\",\"doc\":\"Metric of the asset, by the name it was bound to.\"},{\"name\":\"priority\",\"type\":{\"type\":\"enum\",\"name\":\"AlarmPriority\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"How urgently an operator has to act (ISA-18.2). LOW: when convenient. MEDIUM: this shift. HIGH: soon, before damage or loss. CRITICAL: at once. Readers that meet a newer symbol read HIGH.\",\"symbols\":[\"LOW\",\"MEDIUM\",\"HIGH\",\"CRITICAL\"],\"default\":\"HIGH\"},\"doc\":\"Priority of the alarm.\"},{\"name\":\"cause\",\"type\":{\"type\":\"record\",\"name\":\"AlarmCause\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"What was seen when the condition for an alarm became true.\",\"fields\":[{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"RuleKind\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"What makes a rule raise its alarm. THRESHOLD_HIGH: the value rises above the limit. THRESHOLD_LOW: the value falls below the limit. ANOMALY: the detector opens an anomaly with at least the minimum score. A new symbol is released to readers before any rule uses it; the default only keeps an old reader from failing.\",\"symbols\":[\"THRESHOLD_HIGH\",\"THRESHOLD_LOW\",\"ANOMALY\"],\"default\":\"ANOMALY\"},\"doc\":\"Kind of the rule that raised the alarm.\"},{\"name\":\"value\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Value that met the condition, in `unit`; null when the cause is not a single value.\"},{\"name\":\"limit\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Limit of the rule at that time, in `unit`; null for a rule without a limit (ANOMALY).\"},{\"name\":\"unit\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Unit of `value` and `limit`, UCUM code; empty for a dimensionless value.\"},{\"name\":\"anomalyId\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"Anomaly that raised the alarm; null for a threshold rule.\"},{\"name\":\"sourceEventId\",\"type\":\"string\",\"doc\":\"eventId of the record that met the condition (TelemetryEnriched or AnomalyOpened).\"},{\"name\":\"text\",\"type\":\"string\",\"default\":\"\",\"doc\":\"The cause in one sentence for an operator, e.g. \\\"bearing temperature 92.4 Cel above 90 Cel\\\".\"}]},\"doc\":\"What was seen.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"Source time of the record that met the condition. Microseconds since 1970 UTC.\"},{\"name\":\"detectedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When alerting decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** The condition of the alarm is gone. */
export interface AlarmReturnedToNormal {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Alarm, one per (rule, asset, metric) for as long as the rule lives; second part of the Kafka key. */
  readonly alarmId: string;
  /** Which time the alarm is active: 1 for the first, one more each time it is raised from NORMAL. */
  readonly occurrence: number;
  /** State of the alarm after this event. */
  readonly state: AlarmState;
  /** Asset the alarm is about. */
  readonly assetId: string;
  /** Path that the asset had when the alarm was last raised, segments joined by "/": who may see the alarm may see this. Empty in events written before it was kept. */
  readonly assetPath: string;
  /** Value that ended the condition, in the unit of the metric; null when an anomaly closed or the rule was retired. */
  readonly value: number | null;
  /** Source time of the record that ended the condition. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
  /** When alerting decided, clock of the service. Microseconds since 1970 UTC. */
  readonly detectedAt: number;
}

/** The condition of the alarm is gone. */
export const AlarmReturnedToNormal: EventContract<AlarmReturnedToNormal> = /* @__PURE__ */ defineContract<AlarmReturnedToNormal>({
  name: 'AlarmReturnedToNormal',
  fullName: 'io.millrace.alarms.v1.AlarmReturnedToNormal',
  topic: 'alarms.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AlarmReturnedToNormal\",\"namespace\":\"io.millrace.alarms.v1\",\"doc\":\"The condition of the alarm is gone.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"alarmId\",\"type\":\"string\",\"doc\":\"Alarm, one per (rule, asset, metric) for as long as the rule lives; second part of the Kafka key.\"},{\"name\":\"occurrence\",\"type\":\"long\",\"doc\":\"Which time the alarm is active: 1 for the first, one more each time it is raised from NORMAL.\"},{\"name\":\"state\",\"type\":{\"type\":\"enum\",\"name\":\"AlarmState\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"State of an alarm in the model of ISA-18.2. NORMAL: condition absent, nothing to acknowledge. UNACKNOWLEDGED: condition present, nobody has acknowledged. ACKNOWLEDGED: condition present, an operator knows. RETURNED_UNACKNOWLEDGED: condition gone, still nobody has acknowledged. Readers that meet a newer symbol read UNACKNOWLEDGED, so that somebody looks.\",\"symbols\":[\"NORMAL\",\"UNACKNOWLEDGED\",\"ACKNOWLEDGED\",\"RETURNED_UNACKNOWLEDGED\"],\"default\":\"UNACKNOWLEDGED\"},\"doc\":\"State of the alarm after this event.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the alarm is about.\"},{\"name\":\"assetPath\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Path that the asset had when the alarm was last raised, segments joined by \\\"/\\\": who may see the alarm may see this. Empty in events written before it was kept.\"},{\"name\":\"value\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Value that ended the condition, in the unit of the metric; null when an anomaly closed or the rule was retired.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"Source time of the record that ended the condition. Microseconds since 1970 UTC.\"},{\"name\":\"detectedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When alerting decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** The condition of a rule is true for an asset. */
export interface RaiseAlarm {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Alarm the command is for, one per (rule, asset, metric); second part of the Kafka key. */
  readonly alarmId: string;
  /** Rule that raised it. */
  readonly ruleId: string;
  /** Version of the rule that raised it. */
  readonly ruleVersion: number;
  /** Name of the rule at that time. */
  readonly ruleName: string;
  /** Asset the alarm is about. */
  readonly assetId: string;
  /** Path from the root of the hierarchy to the asset when the record was written, segments joined by "/", e.g. "acme/hamburg/press-shop/line-2/press-7". */
  readonly assetPath: string;
  /** Metric of the asset, by the name it was bound to. */
  readonly metric: string;
  /** Priority of the rule. */
  readonly priority: AlarmPriority;
  /** What was seen. */
  readonly cause: AlarmCause;
  /** Source time of the record that met the condition. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** The condition of a rule is true for an asset. */
export const RaiseAlarm: EventContract<RaiseAlarm> = /* @__PURE__ */ defineContract<RaiseAlarm>({
  name: 'RaiseAlarm',
  fullName: 'io.millrace.alarms.v1.RaiseAlarm',
  topic: 'alarms.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"RaiseAlarm\",\"namespace\":\"io.millrace.alarms.v1\",\"doc\":\"The condition of a rule is true for an asset.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"alarmId\",\"type\":\"string\",\"doc\":\"Alarm the command is for, one per (rule, asset, metric); second part of the Kafka key.\"},{\"name\":\"ruleId\",\"type\":\"string\",\"doc\":\"Rule that raised it.\"},{\"name\":\"ruleVersion\",\"type\":\"long\",\"doc\":\"Version of the rule that raised it.\"},{\"name\":\"ruleName\",\"type\":\"string\",\"doc\":\"Name of the rule at that time.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the alarm is about.\"},{\"name\":\"assetPath\",\"type\":\"string\",\"doc\":\"Path from the root of the hierarchy to the asset when the record was written, segments joined by \\\"/\\\", e.g. \\\"acme/hamburg/press-shop/line-2/press-7\\\".\"},{\"name\":\"metric\",\"type\":\"string\",\"doc\":\"Metric of the asset, by the name it was bound to.\"},{\"name\":\"priority\",\"type\":{\"type\":\"enum\",\"name\":\"AlarmPriority\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"How urgently an operator has to act (ISA-18.2). LOW: when convenient. MEDIUM: this shift. HIGH: soon, before damage or loss. CRITICAL: at once. Readers that meet a newer symbol read HIGH.\",\"symbols\":[\"LOW\",\"MEDIUM\",\"HIGH\",\"CRITICAL\"],\"default\":\"HIGH\"},\"doc\":\"Priority of the rule.\"},{\"name\":\"cause\",\"type\":{\"type\":\"record\",\"name\":\"AlarmCause\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"What was seen when the condition for an alarm became true.\",\"fields\":[{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"RuleKind\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"What makes a rule raise its alarm. THRESHOLD_HIGH: the value rises above the limit. THRESHOLD_LOW: the value falls below the limit. ANOMALY: the detector opens an anomaly with at least the minimum score. A new symbol is released to readers before any rule uses it; the default only keeps an old reader from failing.\",\"symbols\":[\"THRESHOLD_HIGH\",\"THRESHOLD_LOW\",\"ANOMALY\"],\"default\":\"ANOMALY\"},\"doc\":\"Kind of the rule that raised the alarm.\"},{\"name\":\"value\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Value that met the condition, in `unit`; null when the cause is not a single value.\"},{\"name\":\"limit\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Limit of the rule at that time, in `unit`; null for a rule without a limit (ANOMALY).\"},{\"name\":\"unit\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Unit of `value` and `limit`, UCUM code; empty for a dimensionless value.\"},{\"name\":\"anomalyId\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"Anomaly that raised the alarm; null for a threshold rule.\"},{\"name\":\"sourceEventId\",\"type\":\"string\",\"doc\":\"eventId of the record that met the condition (TelemetryEnriched or AnomalyOpened).\"},{\"name\":\"text\",\"type\":\"string\",\"default\":\"\",\"doc\":\"The cause in one sentence for an operator, e.g. \\\"bearing temperature 92.4 Cel above 90 Cel\\\".\"}]},\"doc\":\"What was seen.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"Source time of the record that met the condition. Microseconds since 1970 UTC.\"}]}",
});

/** The condition of an alarm is no longer true. */
export interface ReturnAlarmToNormal {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Alarm the command is for, one per (rule, asset, metric); second part of the Kafka key. */
  readonly alarmId: string;
  /** Value that ended the condition, in the unit of the metric; null when an anomaly closed or the rule was retired. */
  readonly value: number | null;
  /** eventId of the record that ended the condition. */
  readonly sourceEventId: string;
  /** Source time of the record that ended the condition. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** The condition of an alarm is no longer true. */
export const ReturnAlarmToNormal: EventContract<ReturnAlarmToNormal> = /* @__PURE__ */ defineContract<ReturnAlarmToNormal>({
  name: 'ReturnAlarmToNormal',
  fullName: 'io.millrace.alarms.v1.ReturnAlarmToNormal',
  topic: 'alarms.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"ReturnAlarmToNormal\",\"namespace\":\"io.millrace.alarms.v1\",\"doc\":\"The condition of an alarm is no longer true.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"alarmId\",\"type\":\"string\",\"doc\":\"Alarm the command is for, one per (rule, asset, metric); second part of the Kafka key.\"},{\"name\":\"value\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Value that ended the condition, in the unit of the metric; null when an anomaly closed or the rule was retired.\"},{\"name\":\"sourceEventId\",\"type\":\"string\",\"doc\":\"eventId of the record that ended the condition.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"Source time of the record that ended the condition. Microseconds since 1970 UTC.\"}]}",
});
