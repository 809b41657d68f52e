// Generated from schemas/ by tools/contracts/generate.ts: do not edit.
import { defineContract, type EventContract } from '../contract.ts';
import type { Protocol } from './common.ts';

/** Somebody says that a record that could not be used will not be used. */
export interface DiscardLetter {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Letter the command is for: the id of a dead letter, or id, partition and offset of a rejection; second part of the Kafka key. */
  readonly letterId: string;
  /** Who asked for it: name of the API token. */
  readonly actor: string;
  /** What the person says about it; may be empty. */
  readonly reason: string;
  /** Refuse the command if the letter is at another version; null to take any. A letter nobody has dealt with is at version 0. */
  readonly expectedVersion: number | null;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
  /** SHA-256 of the bytes of the letter, lower-case hexadecimal. */
  readonly originalSha256: string;
}

/** Somebody says that a record that could not be used will not be used. */
export const DiscardLetter: EventContract<DiscardLetter> = /* @__PURE__ */ defineContract<DiscardLetter>({
  name: 'DiscardLetter',
  fullName: 'io.millrace.repairs.v1.DiscardLetter',
  topic: 'repairs.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"DiscardLetter\",\"namespace\":\"io.millrace.repairs.v1\",\"doc\":\"Somebody says that a record that could not be used will not be used.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"letterId\",\"type\":\"string\",\"doc\":\"Letter the command is for: the id of a dead letter, or id, partition and offset of a rejection; second part of the Kafka key.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who asked for it: name of the API token.\"},{\"name\":\"reason\",\"type\":\"string\",\"default\":\"\",\"doc\":\"What the person says about it; may be empty.\"},{\"name\":\"expectedVersion\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Refuse the command if the letter is at another version; null to take any. A letter nobody has dealt with is at version 0.\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"},{\"name\":\"originalSha256\",\"type\":\"string\",\"doc\":\"SHA-256 of the bytes of the letter, lower-case hexadecimal.\"}]}",
});

/** A record that could not be used was given up, by a person and for a reason. Its bytes stay where they are. */
export interface LetterDiscarded {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to the event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Letter it is about; second part of the Kafka key. */
  readonly letterId: string;
  /** Version of the letter after the event; the first event gives 1. */
  readonly version: number;
  /** Who asked for it: name of the API token. */
  readonly actor: string;
  /** What the person says about it; may be empty. */
  readonly reason: string;
  /** When it was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** A record that could not be used was given up, by a person and for a reason. Its bytes stay where they are. */
export const LetterDiscarded: EventContract<LetterDiscarded> = /* @__PURE__ */ defineContract<LetterDiscarded>({
  name: 'LetterDiscarded',
  fullName: 'io.millrace.repairs.v1.LetterDiscarded',
  topic: 'repairs.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"LetterDiscarded\",\"namespace\":\"io.millrace.repairs.v1\",\"doc\":\"A record that could not be used was given up, by a person and for a reason. Its bytes stay where they are.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to the event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"letterId\",\"type\":\"string\",\"doc\":\"Letter it is about; second part of the Kafka key.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the letter after the event; the first event gives 1.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who asked for it: name of the API token.\"},{\"name\":\"reason\",\"type\":\"string\",\"default\":\"\",\"doc\":\"What the person says about it; may be empty.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When it was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** A record that could not be used went in again, in the transaction of this event. */
export interface LetterResubmitted {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to the event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Letter it is about; second part of the Kafka key. */
  readonly letterId: string;
  /** First letter of the chain; the letter itself when nothing had been resubmitted before. */
  readonly rootId: string;
  /** Which time the content went in again along the chain, from 1. */
  readonly attempt: number;
  /** Version of the letter after the event; the first event gives 1. */
  readonly version: number;
  /** Who asked for it: name of the API token. */
  readonly actor: string;
  /** What the person says about it; may be empty. */
  readonly reason: string;
  /** Whether somebody changed the content. */
  readonly edited: boolean;
  /** Topic it went to. */
  readonly topic: string;
  /** How many records it became; a refused body can hold several device messages. */
  readonly records: number;
  /** SHA-256 of what was handed in, lower-case hexadecimal. */
  readonly contentSha256: string;
  /** When it was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** A record that could not be used went in again, in the transaction of this event. */
export const LetterResubmitted: EventContract<LetterResubmitted> = /* @__PURE__ */ defineContract<LetterResubmitted>({
  name: 'LetterResubmitted',
  fullName: 'io.millrace.repairs.v1.LetterResubmitted',
  topic: 'repairs.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"LetterResubmitted\",\"namespace\":\"io.millrace.repairs.v1\",\"doc\":\"A record that could not be used went in again, in the transaction of this event.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to the event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"letterId\",\"type\":\"string\",\"doc\":\"Letter it is about; second part of the Kafka key.\"},{\"name\":\"rootId\",\"type\":\"string\",\"doc\":\"First letter of the chain; the letter itself when nothing had been resubmitted before.\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"Which time the content went in again along the chain, from 1.\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"Version of the letter after the event; the first event gives 1.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who asked for it: name of the API token.\"},{\"name\":\"reason\",\"type\":\"string\",\"default\":\"\",\"doc\":\"What the person says about it; may be empty.\"},{\"name\":\"edited\",\"type\":\"boolean\",\"doc\":\"Whether somebody changed the content.\"},{\"name\":\"topic\",\"type\":\"string\",\"doc\":\"Topic it went to.\"},{\"name\":\"records\",\"type\":\"int\",\"doc\":\"How many records it became; a refused body can hold several device messages.\"},{\"name\":\"contentSha256\",\"type\":\"string\",\"doc\":\"SHA-256 of what was handed in, lower-case hexadecimal.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When it was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** A command on a letter was refused; nothing went in again and nothing changed. */
export interface RepairRefused {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Command that led to the event; a caller waits for it. UUID. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Letter it is about; second part of the Kafka key. */
  readonly letterId: string;
  /** Who asked for it: name of the API token. */
  readonly actor: string;
  /** Machine-readable reason, upper case, e.g. ALREADY_RESUBMITTED, VERSION_CONFLICT, INVALID_CONTENT. */
  readonly code: string;
  /** Field of the content or command that broke the rule; empty when none did. */
  readonly field: string;
  /** One sentence for a person: field, value and rule. */
  readonly detail: string;
  /** When it was decided, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** A command on a letter was refused; nothing went in again and nothing changed. */
export const RepairRefused: EventContract<RepairRefused> = /* @__PURE__ */ defineContract<RepairRefused>({
  name: 'RepairRefused',
  fullName: 'io.millrace.repairs.v1.RepairRefused',
  topic: 'repairs.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"RepairRefused\",\"namespace\":\"io.millrace.repairs.v1\",\"doc\":\"A command on a letter was refused; nothing went in again and nothing changed.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Command that led to the event; a caller waits for it. UUID.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"letterId\",\"type\":\"string\",\"doc\":\"Letter it is about; second part of the Kafka key.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who asked for it: name of the API token.\"},{\"name\":\"code\",\"type\":\"string\",\"doc\":\"Machine-readable reason, upper case, e.g. ALREADY_RESUBMITTED, VERSION_CONFLICT, INVALID_CONTENT.\"},{\"name\":\"field\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Field of the content or command that broke the rule; empty when none did.\"},{\"name\":\"detail\",\"type\":\"string\",\"doc\":\"One sentence for a person: field, value and rule.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When it was decided, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** A record that one stream could not process. */
export interface StuckRecord {
  /** Stream that gave up on it. Only that stream takes the resubmitted record: the others have had theirs. */
  readonly stream: string;
  /** Topic of the record; the resubmitted one goes there. */
  readonly topic: string;
  /** Key of the record, kept unchanged; null when it had none. */
  readonly key: Buffer | null;
  /** Headers of the record, kept unchanged. */
  readonly headers: Readonly<Record<string, Buffer>>;
  /** Schema id that the original value names; edited JSON is encoded under it. Null when the value names none. */
  readonly schemaId: number | null;
  /** Record name of the contract to encode edited JSON under, where the original value names no usable schema. */
  readonly schemaName: string | null;
}

/** A device message, or readings of one, that was refused at the front door or had no asset. */
export interface RejectedMessage {
  /** Device it came from or claimed to come from; empty when it could not be read. */
  readonly deviceId: string;
  /** Front door it came through. */
  readonly protocol: Protocol;
  /** Step that refused it: decode, validate or bind. */
  readonly stage: string;
  /** Code it was refused with, e.g. UNBOUND_METRIC; empty when nobody recorded it. */
  readonly reason: string;
  /** Field that broke the rule, e.g. "readings[3].value"; empty when the whole message did. */
  readonly field: string;
  /** When ingestion took the original. Microseconds since 1970 UTC. */
  readonly receivedAt: number;
  /** Media type of the original bytes. */
  readonly contentType: string;
  /** Places of the refused readings in the message, from 0; null when it is about the whole message. */
  readonly readings: readonly number[] | null;
}

/** What the content is. ORIGINAL: the bytes of the letter, unchanged. JSON: an edited value as JSON. BYTES: edited bytes. UNKNOWN: not known to this reader. */
export const CONTENT_KIND_SYMBOLS = ['ORIGINAL', 'JSON', 'BYTES', 'UNKNOWN'] as const;
/** What the content is. ORIGINAL: the bytes of the letter, unchanged. JSON: an edited value as JSON. BYTES: edited bytes. UNKNOWN: not known to this reader. */
export type ContentKind = (typeof CONTENT_KIND_SYMBOLS)[number];

/** Somebody wants a record that could not be used to be tried again, as it was or edited. The command carries all that its decision needs. */
export interface ResubmitLetter {
  /** Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again. */
  readonly commandId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Letter the command is for: the id of a dead letter, or id, partition and offset of a rejection; second part of the Kafka key. */
  readonly letterId: string;
  /** First letter of the chain: the letter itself, or the one whose resubmitted record failed again as this letter. */
  readonly rootId: string;
  /** Which time the content goes in again along the chain, from 1. */
  readonly attempt: number;
  /** Who asked for it: name of the API token. */
  readonly actor: string;
  /** What the person says about it; may be empty. */
  readonly reason: string;
  /** Refuse the command if the letter is at another version; null to take any. A letter nobody has dealt with is at version 0. */
  readonly expectedVersion: number | null;
  /** When the front door took the request, clock of the service. Microseconds since 1970 UTC. */
  readonly requestedAt: number;
  /** The record, when the letter is a dead letter of a stream; null otherwise. */
  readonly stuck: StuckRecord | null;
  /** The message, when the letter is rejected telemetry; null otherwise. */
  readonly rejected: RejectedMessage | null;
  /** What `content` is. */
  readonly contentKind: ContentKind;
  /** What goes in again; null for a record without a value. */
  readonly content: Buffer | null;
  /** SHA-256 of the bytes of the letter, lower-case hexadecimal. */
  readonly originalSha256: string;
}

/** Somebody wants a record that could not be used to be tried again, as it was or edited. The command carries all that its decision needs. */
export const ResubmitLetter: EventContract<ResubmitLetter> = /* @__PURE__ */ defineContract<ResubmitLetter>({
  name: 'ResubmitLetter',
  fullName: 'io.millrace.repairs.v1.ResubmitLetter',
  topic: 'repairs.commands',
  schemaJson: "{\"type\":\"record\",\"name\":\"ResubmitLetter\",\"namespace\":\"io.millrace.repairs.v1\",\"doc\":\"Somebody wants a record that could not be used to be tried again, as it was or edited. The command carries all that its decision needs.\",\"fields\":[{\"name\":\"commandId\",\"type\":\"string\",\"doc\":\"Identity of the command, a UUID chosen by the sender. A repeated id is answered from the first decision and not decided again.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"letterId\",\"type\":\"string\",\"doc\":\"Letter the command is for: the id of a dead letter, or id, partition and offset of a rejection; second part of the Kafka key.\"},{\"name\":\"rootId\",\"type\":\"string\",\"doc\":\"First letter of the chain: the letter itself, or the one whose resubmitted record failed again as this letter.\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"Which time the content goes in again along the chain, from 1.\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"Who asked for it: name of the API token.\"},{\"name\":\"reason\",\"type\":\"string\",\"default\":\"\",\"doc\":\"What the person says about it; may be empty.\"},{\"name\":\"expectedVersion\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Refuse the command if the letter is at another version; null to take any. A letter nobody has dealt with is at version 0.\"},{\"name\":\"requestedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the front door took the request, clock of the service. Microseconds since 1970 UTC.\"},{\"name\":\"stuck\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"StuckRecord\",\"doc\":\"A record that one stream could not process.\",\"fields\":[{\"name\":\"stream\",\"type\":\"string\",\"doc\":\"Stream that gave up on it. Only that stream takes the resubmitted record: the others have had theirs.\"},{\"name\":\"topic\",\"type\":\"string\",\"doc\":\"Topic of the record; the resubmitted one goes there.\"},{\"name\":\"key\",\"type\":[\"null\",\"bytes\"],\"default\":null,\"doc\":\"Key of the record, kept unchanged; null when it had none.\"},{\"name\":\"headers\",\"type\":{\"type\":\"map\",\"values\":\"bytes\"},\"default\":{},\"doc\":\"Headers of the record, kept unchanged.\"},{\"name\":\"schemaId\",\"type\":[\"null\",\"int\"],\"default\":null,\"doc\":\"Schema id that the original value names; edited JSON is encoded under it. Null when the value names none.\"},{\"name\":\"schemaName\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"Record name of the contract to encode edited JSON under, where the original value names no usable schema.\"}]}],\"default\":null,\"doc\":\"The record, when the letter is a dead letter of a stream; null otherwise.\"},{\"name\":\"rejected\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"RejectedMessage\",\"doc\":\"A device message, or readings of one, that was refused at the front door or had no asset.\",\"fields\":[{\"name\":\"deviceId\",\"type\":\"string\",\"doc\":\"Device it came from or claimed to come from; empty when it could not be read.\"},{\"name\":\"protocol\",\"type\":{\"type\":\"enum\",\"name\":\"Protocol\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"The front door a message came through. HTTP: REST. MQTT: plain MQTT topic. SPARKPLUG: Sparkplug B over MQTT. UNKNOWN: not known to this reader, or not recorded.\",\"symbols\":[\"HTTP\",\"MQTT\",\"SPARKPLUG\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"Front door it came through.\"},{\"name\":\"stage\",\"type\":\"string\",\"doc\":\"Step that refused it: decode, validate or bind.\"},{\"name\":\"reason\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Code it was refused with, e.g. UNBOUND_METRIC; empty when nobody recorded it.\"},{\"name\":\"field\",\"type\":\"string\",\"default\":\"\",\"doc\":\"Field that broke the rule, e.g. \\\"readings[3].value\\\"; empty when the whole message did.\"},{\"name\":\"receivedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When ingestion took the original. Microseconds since 1970 UTC.\"},{\"name\":\"contentType\",\"type\":\"string\",\"doc\":\"Media type of the original bytes.\"},{\"name\":\"readings\",\"type\":[\"null\",{\"type\":\"array\",\"items\":\"int\"}],\"default\":null,\"doc\":\"Places of the refused readings in the message, from 0; null when it is about the whole message.\"}]}],\"default\":null,\"doc\":\"The message, when the letter is rejected telemetry; null otherwise.\"},{\"name\":\"contentKind\",\"type\":{\"type\":\"enum\",\"name\":\"ContentKind\",\"doc\":\"What the content is. ORIGINAL: the bytes of the letter, unchanged. JSON: an edited value as JSON. BYTES: edited bytes. UNKNOWN: not known to this reader.\",\"symbols\":[\"ORIGINAL\",\"JSON\",\"BYTES\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"What `content` is.\"},{\"name\":\"content\",\"type\":[\"null\",\"bytes\"],\"default\":null,\"doc\":\"What goes in again; null for a record without a value.\"},{\"name\":\"originalSha256\",\"type\":\"string\",\"doc\":\"SHA-256 of the bytes of the letter, lower-case hexadecimal.\"}]}",
});
