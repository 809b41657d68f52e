// Generated from schemas/ by tools/contracts/generate.ts: do not edit.
import { defineContract, type EventContract } from '../contract.ts';
import type { CorrectionKind, ReplacementReading } from './common.ts';

/** Let a correction take effect. Refused to whoever requested it. */
export interface ApproveCorrection {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset whose readings are corrected; second part of the Kafka key. */
  readonly assetId: string;
  /** Correction it is about, a UUID. */
  readonly correctionId: string;
  /** Why, in the words of whoever asked; never empty. */
  readonly reason: string;
  /** Version of the correction the caller saw; the command is refused if it has changed since. null: no check. */
  readonly expectedVersion: number | null;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
}

/** Let a correction take effect. Refused to whoever requested it. */
export const ApproveCorrection: EventContract<ApproveCorrection> = /* @__PURE__ */ defineContract<ApproveCorrection>({
  name: 'ApproveCorrection',
  fullName: 'io.millrace.corrections.v1.ApproveCorrection',
  topic: 'corrections.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"ApproveCorrection\",\"namespace\":\"io.millrace.corrections.v1\",\"doc\":\"Let a correction take effect. Refused to whoever requested it.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset whose readings are corrected; second part of the Kafka key.\"},{\"name\":\"correctionId\",\"type\":\"string\",\"doc\":\"Correction it is about, a UUID.\"},{\"name\":\"reason\",\"type\":\"string\",\"doc\":\"Why, in the words of whoever asked; never empty.\"},{\"name\":\"expectedVersion\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Version of the correction the caller saw; the command is refused if it has changed since. null: no check.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** A correction takes effect: readings of its range, also those that are still to come, count as it says. */
export interface CorrectionApproved {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset whose readings are corrected; second part of the Kafka key. */
  readonly assetId: string;
  /** Correction it is about, a UUID. */
  readonly correctionId: string;
  /** Why, in the words of whoever asked; never empty. */
  readonly reason: string;
  /** Version of the corrections of the asset after this event: 1 for the first, one more for each. */
  readonly version: number;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the command was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** A correction takes effect: readings of its range, also those that are still to come, count as it says. */
export const CorrectionApproved: EventContract<CorrectionApproved> = /* @__PURE__ */ defineContract<CorrectionApproved>({
  name: 'CorrectionApproved',
  fullName: 'io.millrace.corrections.v1.CorrectionApproved',
  topic: 'corrections.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"CorrectionApproved\",\"namespace\":\"io.millrace.corrections.v1\",\"doc\":\"A correction takes effect: readings of its range, also those that are still to come, count as it says.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset whose readings are corrected; second part of the Kafka key.\"},{\"name\":\"correctionId\",\"type\":\"string\",\"doc\":\"Correction it is about, a UUID.\"},{\"name\":\"reason\",\"type\":\"string\",\"doc\":\"Why, in the words of whoever asked; never empty.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the corrections of the asset after this event: 1 for the first, one more for each.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the command was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** A command on a correction was refused; nothing changed. */
export interface CorrectionCommandRefused {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that was refused; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the command was for; second part of the Kafka key. */
  readonly assetId: string;
  /** Correction the command was for. */
  readonly correctionId: string;
  /** Machine-readable reason, upper case, e.g. SAME_PERSON, OVERLAPS, VERSION_CONFLICT. */
  readonly code: string;
  /** Field of the command at fault. */
  readonly field: string;
  /** One sentence for a person: field, value and rule. */
  readonly detail: string;
  /** Who asked. */
  readonly actor: string;
  /** When it was refused, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** A command on a correction was refused; nothing changed. */
export const CorrectionCommandRefused: EventContract<CorrectionCommandRefused> = /* @__PURE__ */ defineContract<CorrectionCommandRefused>({
  name: 'CorrectionCommandRefused',
  fullName: 'io.millrace.corrections.v1.CorrectionCommandRefused',
  topic: 'corrections.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"CorrectionCommandRefused\",\"namespace\":\"io.millrace.corrections.v1\",\"doc\":\"A command on a correction was refused; nothing changed.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that was refused; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the command was for; second part of the Kafka key.\"},{\"name\":\"correctionId\",\"type\":\"string\",\"doc\":\"Correction the command was for.\"},{\"name\":\"code\",\"type\":\"string\",\"doc\":\"Machine-readable reason, upper case, e.g. SAME_PERSON, OVERLAPS, VERSION_CONFLICT.\"},{\"name\":\"field\",\"type\":\"string\",\"doc\":\"Field of the command at fault.\"},{\"name\":\"detail\",\"type\":\"string\",\"default\":\"\",\"doc\":\"One sentence for a person: field, value and rule.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who asked.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When it was refused, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** A correction that was requested was turned down. */
export interface CorrectionRejected {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset whose readings are corrected; second part of the Kafka key. */
  readonly assetId: string;
  /** Correction it is about, a UUID. */
  readonly correctionId: string;
  /** Why, in the words of whoever asked; never empty. */
  readonly reason: string;
  /** Version of the corrections of the asset after this event: 1 for the first, one more for each. */
  readonly version: number;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the command was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** A correction that was requested was turned down. */
export const CorrectionRejected: EventContract<CorrectionRejected> = /* @__PURE__ */ defineContract<CorrectionRejected>({
  name: 'CorrectionRejected',
  fullName: 'io.millrace.corrections.v1.CorrectionRejected',
  topic: 'corrections.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"CorrectionRejected\",\"namespace\":\"io.millrace.corrections.v1\",\"doc\":\"A correction that was requested was turned down.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset whose readings are corrected; second part of the Kafka key.\"},{\"name\":\"correctionId\",\"type\":\"string\",\"doc\":\"Correction it is about, a UUID.\"},{\"name\":\"reason\",\"type\":\"string\",\"doc\":\"Why, in the words of whoever asked; never empty.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the corrections of the asset after this event: 1 for the first, one more for each.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the command was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** A correction of wrong readings was requested. It changes nothing until it is approved. */
export interface CorrectionRequested {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset whose readings are corrected; second part of the Kafka key. */
  readonly assetId: string;
  /** Correction it is about, a UUID. */
  readonly correctionId: string;
  /** Path of the asset when the correction was requested. */
  readonly assetPath: string;
  /** Metric of the asset whose readings are wrong. */
  readonly metric: string;
  /** Unit of the metric when the correction was requested, UCUM code; empty for a dimensionless value or a metric that is not bound. */
  readonly unit: string;
  /** First instant of the wrong readings, source clock. Microseconds since 1970 UTC. */
  readonly from: number;
  /** First instant after the wrong readings, source clock; not later than the request. Microseconds since 1970 UTC. */
  readonly to: number;
  /** What becomes of the readings. */
  readonly kind: CorrectionKind;
  /** SCALE: value as corrected = value x factor + offset, never 0. Otherwise 1. */
  readonly factor: number;
  /** SCALE: see factor, in `unit`. Otherwise 0. */
  readonly offset: number;
  /** REPLACE: the readings that count instead, in the order of their instants. Otherwise empty. */
  readonly replacements: readonly ReplacementReading[];
  /** Why, in the words of whoever asked; never empty. */
  readonly reason: string;
  /** Version of the corrections of the asset after this event: 1 for the first, one more for each. */
  readonly version: number;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the command was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** A correction of wrong readings was requested. It changes nothing until it is approved. */
export const CorrectionRequested: EventContract<CorrectionRequested> = /* @__PURE__ */ defineContract<CorrectionRequested>({
  name: 'CorrectionRequested',
  fullName: 'io.millrace.corrections.v1.CorrectionRequested',
  topic: 'corrections.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"CorrectionRequested\",\"namespace\":\"io.millrace.corrections.v1\",\"doc\":\"A correction of wrong readings was requested. It changes nothing until it is approved.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset whose readings are corrected; second part of the Kafka key.\"},{\"name\":\"correctionId\",\"type\":\"string\",\"doc\":\"Correction it is about, a UUID.\"},{\"name\":\"assetPath\",\"type\":\"string\",\"doc\":\"Path of the asset when the correction was requested.\"},{\"name\":\"metric\",\"type\":\"string\",\"doc\":\"Metric of the asset whose readings are wrong.\"},{\"name\":\"unit\",\"type\":\"string\",\"doc\":\"Unit of the metric when the correction was requested, UCUM code; empty for a dimensionless value or a metric that is not bound.\"},{\"name\":\"from\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"First instant of the wrong readings, source clock. Microseconds since 1970 UTC.\"},{\"name\":\"to\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"First instant after the wrong readings, source clock; not later than the request. Microseconds since 1970 UTC.\"},{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"CorrectionKind\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"What a correction makes of the readings of its range. VOID: they do not count. SCALE: each number counts as value x factor + offset, for a meter in the wrong unit or badly calibrated. REPLACE: they do not count, and others count instead. A new symbol is released to readers before any correction uses it; the default only keeps an old reader from failing.\",\"symbols\":[\"VOID\",\"SCALE\",\"REPLACE\"],\"default\":\"VOID\"},\"doc\":\"What becomes of the readings.\"},{\"name\":\"factor\",\"type\":\"double\",\"default\":1,\"doc\":\"SCALE: value as corrected = value x factor + offset, never 0. Otherwise 1.\"},{\"name\":\"offset\",\"type\":\"double\",\"default\":0,\"doc\":\"SCALE: see factor, in `unit`. Otherwise 0.\"},{\"name\":\"replacements\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"ReplacementReading\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"A reading that counts instead of what a device said, entered by a person.\",\"fields\":[{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the value was true. Microseconds since 1970 UTC.\"},{\"name\":\"value\",\"type\":\"double\",\"doc\":\"The value, in the unit of the metric; a finite number.\"}]}},\"default\":[],\"doc\":\"REPLACE: the readings that count instead, in the order of their instants. Otherwise empty.\"},{\"name\":\"reason\",\"type\":\"string\",\"doc\":\"Why, in the words of whoever asked; never empty.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the corrections of the asset after this event: 1 for the first, one more for each.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the command was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** A correction, or a request for one, has ended: the readings are again what the devices said. */
export interface CorrectionWithdrawn {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to this event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset whose readings are corrected; second part of the Kafka key. */
  readonly assetId: string;
  /** Correction it is about, a UUID. */
  readonly correctionId: string;
  /** Why, in the words of whoever asked; never empty. */
  readonly reason: string;
  /** Version of the corrections of the asset after this event: 1 for the first, one more for each. */
  readonly version: number;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the command was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** A correction, or a request for one, has ended: the readings are again what the devices said. */
export const CorrectionWithdrawn: EventContract<CorrectionWithdrawn> = /* @__PURE__ */ defineContract<CorrectionWithdrawn>({
  name: 'CorrectionWithdrawn',
  fullName: 'io.millrace.corrections.v1.CorrectionWithdrawn',
  topic: 'corrections.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"CorrectionWithdrawn\",\"namespace\":\"io.millrace.corrections.v1\",\"doc\":\"A correction, or a request for one, has ended: the readings are again what the devices said.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to this event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset whose readings are corrected; second part of the Kafka key.\"},{\"name\":\"correctionId\",\"type\":\"string\",\"doc\":\"Correction it is about, a UUID.\"},{\"name\":\"reason\",\"type\":\"string\",\"doc\":\"Why, in the words of whoever asked; never empty.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the corrections of the asset after this event: 1 for the first, one more for each.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the command was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** Turn down a correction that was requested. */
export interface RejectCorrection {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset whose readings are corrected; second part of the Kafka key. */
  readonly assetId: string;
  /** Correction it is about, a UUID. */
  readonly correctionId: string;
  /** Why, in the words of whoever asked; never empty. */
  readonly reason: string;
  /** Version of the correction the caller saw; the command is refused if it has changed since. null: no check. */
  readonly expectedVersion: number | null;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
}

/** Turn down a correction that was requested. */
export const RejectCorrection: EventContract<RejectCorrection> = /* @__PURE__ */ defineContract<RejectCorrection>({
  name: 'RejectCorrection',
  fullName: 'io.millrace.corrections.v1.RejectCorrection',
  topic: 'corrections.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"RejectCorrection\",\"namespace\":\"io.millrace.corrections.v1\",\"doc\":\"Turn down a correction that was requested.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset whose readings are corrected; second part of the Kafka key.\"},{\"name\":\"correctionId\",\"type\":\"string\",\"doc\":\"Correction it is about, a UUID.\"},{\"name\":\"reason\",\"type\":\"string\",\"doc\":\"Why, in the words of whoever asked; never empty.\"},{\"name\":\"expectedVersion\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Version of the correction the caller saw; the command is refused if it has changed since. null: no check.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** Somebody asks for a correction of wrong readings. It changes nothing until another person approves it. */
export interface RequestCorrection {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset whose readings are corrected; second part of the Kafka key. */
  readonly assetId: string;
  /** Identity of the correction, a UUID chosen by the sender: that of the command. */
  readonly correctionId: string;
  /** Path of the asset when the correction was requested. */
  readonly assetPath: string;
  /** Metric of the asset whose readings are wrong. */
  readonly metric: string;
  /** Unit of the metric when the correction was requested, UCUM code; empty for a dimensionless value or a metric that is not bound. */
  readonly unit: string;
  /** First instant of the wrong readings, source clock. Microseconds since 1970 UTC. */
  readonly from: number;
  /** First instant after the wrong readings, source clock; not later than the request. Microseconds since 1970 UTC. */
  readonly to: number;
  /** What becomes of the readings. */
  readonly kind: CorrectionKind;
  /** SCALE: value as corrected = value x factor + offset, never 0. Otherwise 1. */
  readonly factor: number;
  /** SCALE: see factor, in `unit`. Otherwise 0. */
  readonly offset: number;
  /** REPLACE: the readings that count instead, in the order of their instants. Otherwise empty. */
  readonly replacements: readonly ReplacementReading[];
  /** Why, in the words of whoever asked; never empty. */
  readonly reason: string;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
}

/** Somebody asks for a correction of wrong readings. It changes nothing until another person approves it. */
export const RequestCorrection: EventContract<RequestCorrection> = /* @__PURE__ */ defineContract<RequestCorrection>({
  name: 'RequestCorrection',
  fullName: 'io.millrace.corrections.v1.RequestCorrection',
  topic: 'corrections.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"RequestCorrection\",\"namespace\":\"io.millrace.corrections.v1\",\"doc\":\"Somebody asks for a correction of wrong readings. It changes nothing until another person approves it.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset whose readings are corrected; second part of the Kafka key.\"},{\"name\":\"correctionId\",\"type\":\"string\",\"doc\":\"Identity of the correction, a UUID chosen by the sender: that of the command.\"},{\"name\":\"assetPath\",\"type\":\"string\",\"doc\":\"Path of the asset when the correction was requested.\"},{\"name\":\"metric\",\"type\":\"string\",\"doc\":\"Metric of the asset whose readings are wrong.\"},{\"name\":\"unit\",\"type\":\"string\",\"doc\":\"Unit of the metric when the correction was requested, UCUM code; empty for a dimensionless value or a metric that is not bound.\"},{\"name\":\"from\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"First instant of the wrong readings, source clock. Microseconds since 1970 UTC.\"},{\"name\":\"to\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"First instant after the wrong readings, source clock; not later than the request. Microseconds since 1970 UTC.\"},{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"CorrectionKind\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"What a correction makes of the readings of its range. VOID: they do not count. SCALE: each number counts as value x factor + offset, for a meter in the wrong unit or badly calibrated. REPLACE: they do not count, and others count instead. A new symbol is released to readers before any correction uses it; the default only keeps an old reader from failing.\",\"symbols\":[\"VOID\",\"SCALE\",\"REPLACE\"],\"default\":\"VOID\"},\"doc\":\"What becomes of the readings.\"},{\"name\":\"factor\",\"type\":\"double\",\"default\":1,\"doc\":\"SCALE: value as corrected = value x factor + offset, never 0. Otherwise 1.\"},{\"name\":\"offset\",\"type\":\"double\",\"default\":0,\"doc\":\"SCALE: see factor, in `unit`. Otherwise 0.\"},{\"name\":\"replacements\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"ReplacementReading\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"A reading that counts instead of what a device said, entered by a person.\",\"fields\":[{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the value was true. Microseconds since 1970 UTC.\"},{\"name\":\"value\",\"type\":\"double\",\"doc\":\"The value, in the unit of the metric; a finite number.\"}]}},\"default\":[],\"doc\":\"REPLACE: the readings that count instead, in the order of their instants. Otherwise empty.\"},{\"name\":\"reason\",\"type\":\"string\",\"doc\":\"Why, in the words of whoever asked; never empty.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** End a correction, or a request for one: the readings are again what the devices said. */
export interface WithdrawCorrection {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset whose readings are corrected; second part of the Kafka key. */
  readonly assetId: string;
  /** Correction it is about, a UUID. */
  readonly correctionId: string;
  /** Why, in the words of whoever asked; never empty. */
  readonly reason: string;
  /** Version of the correction the caller saw; the command is refused if it has changed since. null: no check. */
  readonly expectedVersion: number | null;
  /** Who did it: name of the API token, or "system:<service>". */
  readonly actor: string;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
}

/** End a correction, or a request for one: the readings are again what the devices said. */
export const WithdrawCorrection: EventContract<WithdrawCorrection> = /* @__PURE__ */ defineContract<WithdrawCorrection>({
  name: 'WithdrawCorrection',
  fullName: 'io.millrace.corrections.v1.WithdrawCorrection',
  topic: 'corrections.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"WithdrawCorrection\",\"namespace\":\"io.millrace.corrections.v1\",\"doc\":\"End a correction, or a request for one: the readings are again what the devices said.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset whose readings are corrected; second part of the Kafka key.\"},{\"name\":\"correctionId\",\"type\":\"string\",\"doc\":\"Correction it is about, a UUID.\"},{\"name\":\"reason\",\"type\":\"string\",\"doc\":\"Why, in the words of whoever asked; never empty.\"},{\"name\":\"expectedVersion\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Version of the correction the caller saw; the command is refused if it has changed since. null: no check.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who did it: name of the API token, or \\\"system:<service>\\\".\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"}]}",
});
