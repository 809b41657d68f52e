// Generated from schemas/ by tools/contracts/generate.ts: do not edit.

/** What was seen when the condition for an alarm became true. */
export interface AlarmCause {
  /** Kind of the rule that raised the alarm. */
  readonly kind: RuleKind;
  /** Value that met the condition, in `unit`; null when the cause is not a single value. */
  readonly value: number | null;
  /** Limit of the rule at that time, in `unit`; null for a rule without a limit (ANOMALY). */
  readonly limit: number | null;
  /** Unit of `value` and `limit`, UCUM code; empty for a dimensionless value. */
  readonly unit: string;
  /** Anomaly that raised the alarm; null for a threshold rule. */
  readonly anomalyId: string | null;
  /** eventId of the record that met the condition (TelemetryEnriched or AnomalyOpened). */
  readonly sourceEventId: string;
  /** The cause in one sentence for an operator, e.g. "bearing temperature 92.4 Cel above 90 Cel". */
  readonly text: string;
}

/** How urgently an operator has to act (ISA-18.2). LOW: when convenient. MEDIUM: this shift. HIGH: soon, before damage or loss. CRITICAL: at once. Readers that meet a newer symbol read HIGH. */
export const ALARM_PRIORITY_SYMBOLS = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
/** How urgently an operator has to act (ISA-18.2). LOW: when convenient. MEDIUM: this shift. HIGH: soon, before damage or loss. CRITICAL: at once. Readers that meet a newer symbol read HIGH. */
export type AlarmPriority = (typeof ALARM_PRIORITY_SYMBOLS)[number];

/** State of an alarm in the model of ISA-18.2. NORMAL: condition absent, nothing to acknowledge. UNACKNOWLEDGED: condition present, nobody has acknowledged. ACKNOWLEDGED: condition present, an operator knows. RETURNED_UNACKNOWLEDGED: condition gone, still nobody has acknowledged. Readers that meet a newer symbol read UNACKNOWLEDGED, so that somebody looks. */
export const ALARM_STATE_SYMBOLS = ['NORMAL', 'UNACKNOWLEDGED', 'ACKNOWLEDGED', 'RETURNED_UNACKNOWLEDGED'] as const;
/** State of an alarm in the model of ISA-18.2. NORMAL: condition absent, nothing to acknowledge. UNACKNOWLEDGED: condition present, nobody has acknowledged. ACKNOWLEDGED: condition present, an operator knows. RETURNED_UNACKNOWLEDGED: condition gone, still nobody has acknowledged. Readers that meet a newer symbol read UNACKNOWLEDGED, so that somebody looks. */
export type AlarmState = (typeof ALARM_STATE_SYMBOLS)[number];

/** What an operator is told when a limit is passed: the outcome of the rationalisation of the alarm (ISA-18.2, clause 9). */
export interface AlarmTemplate {
  /** How urgently an operator has to act. */
  readonly priority: AlarmPriority;
  /** What has happened, e.g. "Bearing too hot". */
  readonly message: string;
  /** What comes of it when nobody acts; empty when nobody wrote it down. */
  readonly consequence: string;
  /** What the operator is to do; empty when nobody wrote it down. */
  readonly response: string;
}

/** What a correction makes of the readings of its range. VOID: they do not count. SCALE: each number counts as value x factor + offset, for a meter in the wrong unit or badly calibrated. REPLACE: they do not count, and others count instead. A new symbol is released to readers before any correction uses it; the default only keeps an old reader from failing. */
export const CORRECTION_KIND_SYMBOLS = ['VOID', 'SCALE', 'REPLACE'] as const;
/** What a correction makes of the readings of its range. VOID: they do not count. SCALE: each number counts as value x factor + offset, for a meter in the wrong unit or badly calibrated. REPLACE: they do not count, and others count instead. A new symbol is released to readers before any correction uses it; the default only keeps an old reader from failing. */
export type CorrectionKind = (typeof CORRECTION_KIND_SYMBOLS)[number];

/** Level in the equipment hierarchy of ISA-95 (IEC 62264-1). ENTERPRISE: the company. SITE: a plant at one location. AREA: a part of a site. WORK_CENTER: a line, cell or process unit. WORK_UNIT: a machine. EQUIPMENT_MODULE: a part of a machine. Readers that meet a newer symbol read EQUIPMENT_MODULE. */
export const EQUIPMENT_LEVEL_SYMBOLS = ['ENTERPRISE', 'SITE', 'AREA', 'WORK_CENTER', 'WORK_UNIT', 'EQUIPMENT_MODULE'] as const;
/** Level in the equipment hierarchy of ISA-95 (IEC 62264-1). ENTERPRISE: the company. SITE: a plant at one location. AREA: a part of a site. WORK_CENTER: a line, cell or process unit. WORK_UNIT: a machine. EQUIPMENT_MODULE: a part of a machine. Readers that meet a newer symbol read EQUIPMENT_MODULE. */
export type EquipmentLevel = (typeof EQUIPMENT_LEVEL_SYMBOLS)[number];

/** Which limit of a metric (ISA-18.2, absolute alarms). HH: high-high. H: high. L: low. LL: low-low. Readers that meet a newer symbol read H. */
export const LIMIT_LEVEL_SYMBOLS = ['HH', 'H', 'L', 'LL'] as const;
/** Which limit of a metric (ISA-18.2, absolute alarms). HH: high-high. H: high. L: low. LL: low-low. Readers that meet a newer symbol read H. */
export type LimitLevel = (typeof LIMIT_LEVEL_SYMBOLS)[number];

/** A limit of a metric as one asset has it. */
export interface LimitSetting {
  /** Which limit it is; each at most once in a metric. */
  readonly level: LimitLevel;
  /** The limit in the unit of the metric: passed above it (HH, H) or below it (L, LL). */
  readonly value: number;
  /** How far the value has to come back across the limit before it is no longer passed, in the unit of the metric; 0 for none. */
  readonly deadband: number;
  /** How long the limit has to be passed before it counts, milliseconds; 0 for at once. */
  readonly onDelayMs: number;
}

/** A limit of a metric and what to say when it is passed. */
export interface MetricLimit {
  /** Which limit it is; each at most once in a metric. */
  readonly level: LimitLevel;
  /** The limit in the unit of the metric: passed above it (HH, H) or below it (L, LL). */
  readonly value: number;
  /** How far the value has to come back across the limit before it is no longer passed, in the unit of the metric; 0 for none. */
  readonly deadband: number;
  /** How long the limit has to be passed before it counts, milliseconds; 0 for at once. */
  readonly onDelayMs: number;
  /** Where the limit comes from, e.g. "ISO 20816-3 group 2, zone C/D"; empty when nobody wrote it down. */
  readonly source: string;
  /** Alarm for it; null for a limit that is only shown. */
  readonly alarm: AlarmTemplate | null;
}

/** What a metric is looked at for. CONDITION: how the machine is. PRODUCTION: what it makes. ENERGY: what it uses or delivers. SAFETY: what protects people. LOCATION: where it is. Readers that meet a newer symbol read CONDITION. */
export const METRIC_ROLE_SYMBOLS = ['CONDITION', 'PRODUCTION', 'ENERGY', 'SAFETY', 'LOCATION'] as const;
/** What a metric is looked at for. CONDITION: how the machine is. PRODUCTION: what it makes. ENERGY: what it uses or delivers. SAFETY: what protects people. LOCATION: where it is. Readers that meet a newer symbol read CONDITION. */
export type MetricRole = (typeof METRIC_ROLE_SYMBOLS)[number];

/** The front door a message came through. HTTP: REST. MQTT: plain MQTT topic. SPARKPLUG: Sparkplug B over MQTT. UNKNOWN: not known to this reader, or not recorded. */
export const PROTOCOL_SYMBOLS = ['HTTP', 'MQTT', 'SPARKPLUG', 'UNKNOWN'] as const;
/** The front door a message came through. HTTP: REST. MQTT: plain MQTT topic. SPARKPLUG: Sparkplug B over MQTT. UNKNOWN: not known to this reader, or not recorded. */
export type Protocol = (typeof PROTOCOL_SYMBOLS)[number];

/** How far a value can be trusted, after OPC UA status severity. GOOD: usable. UNCERTAIN: usable with care (sensor warns, value substituted or stale). BAD: not usable; never feeds a detector, a rule or a KPI. Readers that meet a newer symbol read BAD. */
export const QUALITY_SYMBOLS = ['GOOD', 'UNCERTAIN', 'BAD'] as const;
/** How far a value can be trusted, after OPC UA status severity. GOOD: usable. UNCERTAIN: usable with care (sensor warns, value substituted or stale). BAD: not usable; never feeds a detector, a rule or a KPI. Readers that meet a newer symbol read BAD. */
export type Quality = (typeof QUALITY_SYMBOLS)[number];

/** A reading that counts instead of what a device said, entered by a person. */
export interface ReplacementReading {
  /** When the value was true. Microseconds since 1970 UTC. */
  readonly at: number;
  /** The value, in the unit of the metric; a finite number. */
  readonly value: number;
}

/** What makes a rule raise its alarm. THRESHOLD_HIGH: the value rises above the limit. THRESHOLD_LOW: the value falls below the limit. ANOMALY: the detector opens an anomaly with at least the minimum score. A new symbol is released to readers before any rule uses it; the default only keeps an old reader from failing. */
export const RULE_KIND_SYMBOLS = ['THRESHOLD_HIGH', 'THRESHOLD_LOW', 'ANOMALY'] as const;
/** What makes a rule raise its alarm. THRESHOLD_HIGH: the value rises above the limit. THRESHOLD_LOW: the value falls below the limit. ANOMALY: the detector opens an anomaly with at least the minimum score. A new symbol is released to readers before any rule uses it; the default only keeps an old reader from failing. */
export type RuleKind = (typeof RULE_KIND_SYMBOLS)[number];

/** Where a record stands in Kafka: enough to read the original again. */
export interface SourcePosition {
  /** Topic of the original record. */
  readonly topic: string;
  /** Partition of the original record, counted from 0. */
  readonly partition: number;
  /** Offset of the original record in its partition. */
  readonly offset: number;
}

/** A metric that every asset of a type has. */
export interface TypeMetric {
  /** Metric of the asset, e.g. "bearing-temperature"; unique within the type. */
  readonly name: string;
  /** What is measured, and where, for people; empty when nobody wrote it down. */
  readonly description: string;
  /** Unit of the metric, UCUM code; empty for a dimensionless value. */
  readonly unit: string;
  /** What it is looked at for. */
  readonly role: MetricRole;
  /** Lowest value that the sensor can rightly show, in `unit`; null: no lower end. */
  readonly rangeLow: number | null;
  /** Highest value that the sensor can rightly show, in `unit`; null: no upper end. */
  readonly rangeHigh: number | null;
  /** How often a reading is expected, milliseconds; null when it comes only on a change. */
  readonly samplingMs: number | null;
  /** Its limits. */
  readonly limits: readonly MetricLimit[];
}
