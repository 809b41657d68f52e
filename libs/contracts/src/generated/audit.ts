// Generated from schemas/ by tools/contracts/generate.ts: do not edit.
import { defineContract, type EventContract } from '../contract.ts';

/** What became of it. ALLOWED: it was done. REFUSED: it was not; see code and detail. UNKNOWN: not known to this reader. */
export const ACTION_OUTCOME_SYMBOLS = ['ALLOWED', 'REFUSED', 'UNKNOWN'] as const;
/** What became of it. ALLOWED: it was done. REFUSED: it was not; see code and detail. UNKNOWN: not known to this reader. */
export type ActionOutcome = (typeof ACTION_OUTCOME_SYMBOLS)[number];

/** Somebody did something, or tried to and was refused. */
export interface ActionRecorded {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Who: name of the API token; second part of the Kafka key. */
  readonly actor: string;
  /** What, as <resource>.<verb>, e.g. "dead-letters.resubmit". */
  readonly action: string;
  /** Kind of thing it was done to, e.g. "dead-letter". */
  readonly objectType: string;
  /** Which one, as the API names it. */
  readonly objectId: string;
  /** What became of it. */
  readonly outcome: ActionOutcome;
  /** Why it was refused, upper case; empty when it was allowed. */
  readonly code: string;
  /** Why it was refused, one sentence for a person; empty when it was allowed. */
  readonly detail: string;
  /** Why, in the words of the actor; may be empty. */
  readonly reason: string;
  /** The object before, as JSON; digests stand for content. Null when there is nothing to say. */
  readonly before: string | null;
  /** The object after, as JSON; null when nothing changed. */
  readonly after: string | null;
  /** Command it was asked for with. */
  readonly commandId: string;
  /** W3C trace id of the command when it was sampled, 32 hexadecimal digits. */
  readonly traceId: string | null;
  /** When it was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** Somebody did something, or tried to and was refused. */
export const ActionRecorded: EventContract<ActionRecorded> = /* @__PURE__ */ defineContract<ActionRecorded>({
  name: 'ActionRecorded',
  fullName: 'io.millrace.audit.v1.ActionRecorded',
  topic: 'audit.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"ActionRecorded\",\"namespace\":\"io.millrace.audit.v1\",\"doc\":\"Somebody did something, or tried to and was refused.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who: name of the API token; second part of the Kafka key.\"},{\"name\":\"action\",\"type\":\"string\",\"doc\":\"What, as <resource>.<verb>, e.g. \\\"dead-letters.resubmit\\\".\"},{\"name\":\"objectType\",\"type\":\"string\",\"doc\":\"Kind of thing it was done to, e.g. \\\"dead-letter\\\".\"},{\"name\":\"objectId\",\"type\":\"string\",\"doc\":\"Which one, as the API names it.\"},{\"name\":\"outcome\",\"type\":{\"type\":\"enum\",\"name\":\"ActionOutcome\",\"doc\":\"What became of it. ALLOWED: it was done. REFUSED: it was not; see code and detail. UNKNOWN: not known to this reader.\",\"symbols\":[\"ALLOWED\",\"REFUSED\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"What became of it.\"},{\"name\":\"code\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Why it was refused, upper case; empty when it was allowed.\"},{\"name\":\"detail\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Why it was refused, one sentence for a person; empty when it was allowed.\"},{\"name\":\"reason\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Why, in the words of the actor; may be empty.\"},{\"name\":\"before\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"The object before, as JSON; digests stand for content. Null when there is nothing to say.\"},{\"name\":\"after\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"The object after, as JSON; null when nothing changed.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command it was asked for with.\"},{\"name\":\"traceId\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"W3C trace id of the command when it was sampled, 32 hexadecimal digits.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When it was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** A stretch of a partition of audit.events has been sealed: from here on no record of it can be changed, taken away or put in without the chain of seals showing it. */
export interface AuditSealed {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Partition of audit.events; the Kafka key. */
  readonly partition: number;
  /** Offset of the first record of the stretch. */
  readonly fromOffset: number;
  /** Offset of the last record of the stretch. */
  readonly toOffset: number;
  /** Records of the partition that are sealed by now, those of earlier stretches included. */
  readonly records: number;
  /** Seal before the stretch, 64 hexadecimal digits; zeros for the first. */
  readonly previous: string;
  /** Seal after it: for each record in turn, SHA-256 of the seal before, the offset in decimal digits, the key and the value, each preceded by its length as a big-endian 32-bit number; 64 hexadecimal digits. */
  readonly seal: string;
  /** When it was sealed, clock of the service. Microseconds since 1970 UTC. */
  readonly sealedAt: number;
}

/** A stretch of a partition of audit.events has been sealed: from here on no record of it can be changed, taken away or put in without the chain of seals showing it. */
export const AuditSealed: EventContract<AuditSealed> = /* @__PURE__ */ defineContract<AuditSealed>({
  name: 'AuditSealed',
  fullName: 'io.millrace.audit.v1.AuditSealed',
  topic: 'audit.seals',
  schemaJson: "{\"type\":\"record\",\"name\":\"AuditSealed\",\"namespace\":\"io.millrace.audit.v1\",\"doc\":\"A stretch of a partition of audit.events has been sealed: from here on no record of it can be changed, taken away or put in without the chain of seals showing it.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"partition\",\"type\":\"int\",\"doc\":\"Partition of audit.events; the Kafka key.\"},{\"name\":\"fromOffset\",\"type\":\"long\",\"doc\":\"Offset of the first record of the stretch.\"},{\"name\":\"toOffset\",\"type\":\"long\",\"doc\":\"Offset of the last record of the stretch.\"},{\"name\":\"records\",\"type\":\"long\",\"doc\":\"Records of the partition that are sealed by now, those of earlier stretches included.\"},{\"name\":\"previous\",\"type\":\"string\",\"doc\":\"Seal before the stretch, 64 hexadecimal digits; zeros for the first.\"},{\"name\":\"seal\",\"type\":\"string\",\"doc\":\"Seal after it: for each record in turn, SHA-256 of the seal before, the offset in decimal digits, the key and the value, each preceded by its length as a big-endian 32-bit number; 64 hexadecimal digits.\"},{\"name\":\"sealedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When it was sealed, clock of the service. Microseconds since 1970 UTC.\"}]}",
});
