// Generated from schemas/ by tools/contracts/generate.ts: do not edit.
import { defineContract, type EventContract } from '../contract.ts';
import type { AlarmPriority, RuleKind } from './common.ts';

/** An alarm rule was made or changed; the fields are its whole state. */
export interface AlarmRuleDefined {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Rule; second part of the Kafka key. */
  readonly ruleId: string;
  /** Version of the rule after this event: 1 for the first, one more for each. */
  readonly version: number;
  /** Name for people, shown with every alarm it raises. */
  readonly name: string;
  /** Assets the rule watches: every asset whose path is this path or begins with it and "/"; empty for every asset of the tenant. */
  readonly assetPathPrefix: string;
  /** Metric the rule watches; "*" for every metric. */
  readonly metric: string;
  /** What raises the alarm. */
  readonly kind: RuleKind;
  /** Limit in the unit of the asset metric; null for ANOMALY. */
  readonly limit: number | null;
  /** How far the value has to come back across the limit before the alarm returns to normal, in the unit of the metric; 0 for none. */
  readonly deadband: number;
  /** Lowest anomaly score, 0 to 1, that raises the alarm; null for threshold kinds. */
  readonly minScore: number | null;
  /** Priority of the alarms it raises. */
  readonly priority: AlarmPriority;
  /** false: the rule is kept and raises nothing. */
  readonly enabled: boolean;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the rule was defined, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** An alarm rule was made or changed; the fields are its whole state. */
export const AlarmRuleDefined: EventContract<AlarmRuleDefined> = /* @__PURE__ */ defineContract<AlarmRuleDefined>({
  name: 'AlarmRuleDefined',
  fullName: 'io.millrace.rules.v1.AlarmRuleDefined',
  topic: 'rules.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AlarmRuleDefined\",\"namespace\":\"io.millrace.rules.v1\",\"doc\":\"An alarm rule was made or changed; the fields are its whole state.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"ruleId\",\"type\":\"string\",\"doc\":\"Rule; second part of the Kafka key.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the rule after this event: 1 for the first, one more for each.\"},{\"name\":\"name\",\"type\":\"string\",\"doc\":\"Name for people, shown with every alarm it raises.\"},{\"name\":\"assetPathPrefix\",\"type\":\"string\",\"doc\":\"Assets the rule watches: every asset whose path is this path or begins with it and \\\"/\\\"; empty for every asset of the tenant.\"},{\"name\":\"metric\",\"type\":\"string\",\"doc\":\"Metric the rule watches; \\\"*\\\" for every metric.\"},{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"RuleKind\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"What makes a rule raise its alarm. THRESHOLD_HIGH: the value rises above the limit. THRESHOLD_LOW: the value falls below the limit. ANOMALY: the detector opens an anomaly with at least the minimum score. A new symbol is released to readers before any rule uses it; the default only keeps an old reader from failing.\",\"symbols\":[\"THRESHOLD_HIGH\",\"THRESHOLD_LOW\",\"ANOMALY\"],\"default\":\"ANOMALY\"},\"doc\":\"What raises the alarm.\"},{\"name\":\"limit\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Limit in the unit of the asset metric; null for ANOMALY.\"},{\"name\":\"deadband\",\"type\":\"double\",\"default\":0,\"doc\":\"How far the value has to come back across the limit before the alarm returns to normal, in the unit of the metric; 0 for none.\"},{\"name\":\"minScore\",\"type\":[\"null\",\"double\"],\"default\":null,\"doc\":\"Lowest anomaly score, 0 to 1, that raises the alarm; null for threshold kinds.\"},{\"name\":\"priority\",\"type\":{\"type\":\"enum\",\"name\":\"AlarmPriority\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"How urgently an operator has to act (ISA-18.2). LOW: when convenient. MEDIUM: this shift. HIGH: soon, before damage or loss. CRITICAL: at once. Readers that meet a newer symbol read HIGH.\",\"symbols\":[\"LOW\",\"MEDIUM\",\"HIGH\",\"CRITICAL\"],\"default\":\"HIGH\"},\"doc\":\"Priority of the alarms it raises.\"},{\"name\":\"enabled\",\"type\":\"boolean\",\"default\":true,\"doc\":\"false: the rule is kept and raises nothing.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the rule was defined, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** An alarm rule was taken out of use; it raises nothing any more. Alarms it raised live on. */
export interface AlarmRuleRetired {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Rule; second part of the Kafka key. */
  readonly ruleId: string;
  /** Version of the rule after this event: 1 for the first, one more for each. */
  readonly version: number;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the rule was retired, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** An alarm rule was taken out of use; it raises nothing any more. Alarms it raised live on. */
export const AlarmRuleRetired: EventContract<AlarmRuleRetired> = /* @__PURE__ */ defineContract<AlarmRuleRetired>({
  name: 'AlarmRuleRetired',
  fullName: 'io.millrace.rules.v1.AlarmRuleRetired',
  topic: 'rules.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"AlarmRuleRetired\",\"namespace\":\"io.millrace.rules.v1\",\"doc\":\"An alarm rule was taken out of use; it raises nothing any more. Alarms it raised live on.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"ruleId\",\"type\":\"string\",\"doc\":\"Rule; second part of the Kafka key.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the rule after this event: 1 for the first, one more for each.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the rule was retired, clock of the service. Microseconds since 1970 UTC.\"}]}",
});
