// Generated from schemas/ by tools/contracts/generate.ts: do not edit.
import { defineContract, type EventContract } from '../contract.ts';
import type { SourcePosition } from './common.ts';

/** A record a stream could not process, whole, with the reason, so that it can be looked at, repaired and replayed. */
export interface DeadLetter {
  /** Identity of the dead letter, a UUID made from the stream and the source position. */
  readonly deadLetterId: string;
  /** Service that gave up on the record. */
  readonly service: string;
  /** Stream (consumer group) that gave up on the record. */
  readonly stream: string;
  /** Where the record stands. */
  readonly source: SourcePosition;
  /** Kafka timestamp of the record. Milliseconds since 1970 UTC. */
  readonly sourceTimestamp: number;
  /** Machine-readable code, upper case, e.g. CORRUPT, UNKNOWN_SCHEMA_ID. */
  readonly reason: string;
  /** Path of the field that broke the rule; null when the whole record did. */
  readonly field: string | null;
  /** The rule that was broken; null when the reason says it all. */
  readonly rule: string | null;
  /** One sentence for a person. */
  readonly detail: string;
  /** When the stream gave up, clock of the service. Microseconds since 1970 UTC. */
  readonly failedAt: number;
  /** Key of the record, unchanged; null when it had none. */
  readonly key: Buffer | null;
  /** Value of the record, unchanged; null when it had none (a tombstone). */
  readonly value: Buffer | null;
  /** Headers of the record, unchanged; of a name that occurs more than once the last. */
  readonly headers: Readonly<Record<string, Buffer>>;
}

/** A record a stream could not process, whole, with the reason, so that it can be looked at, repaired and replayed. */
export const DeadLetter: EventContract<DeadLetter> = /* @__PURE__ */ defineContract<DeadLetter>({
  name: 'DeadLetter',
  fullName: 'io.millrace.deadletter.v1.DeadLetter',
  topic: 'dead.letters',
  schemaJson: "{\"type\":\"record\",\"name\":\"DeadLetter\",\"namespace\":\"io.millrace.deadletter.v1\",\"doc\":\"A record a stream could not process, whole, with the reason, so that it can be looked at, repaired and replayed.\",\"fields\":[{\"name\":\"deadLetterId\",\"type\":\"string\",\"doc\":\"Identity of the dead letter, a UUID made from the stream and the source position.\"},{\"name\":\"service\",\"type\":\"string\",\"doc\":\"Service that gave up on the record.\"},{\"name\":\"stream\",\"type\":\"string\",\"doc\":\"Stream (consumer group) that gave up on the record.\"},{\"name\":\"source\",\"type\":{\"type\":\"record\",\"name\":\"SourcePosition\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"Where a record stands in Kafka: enough to read the original again.\",\"fields\":[{\"name\":\"topic\",\"type\":\"string\",\"doc\":\"Topic of the original record.\"},{\"name\":\"partition\",\"type\":\"int\",\"doc\":\"Partition of the original record, counted from 0.\"},{\"name\":\"offset\",\"type\":\"long\",\"doc\":\"Offset of the original record in its partition.\"}]},\"doc\":\"Where the record stands.\"},{\"name\":\"sourceTimestamp\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"Kafka timestamp of the record. Milliseconds since 1970 UTC.\"},{\"name\":\"reason\",\"type\":\"string\",\"doc\":\"Machine-readable code, upper case, e.g. CORRUPT, UNKNOWN_SCHEMA_ID.\"},{\"name\":\"field\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"Path of the field that broke the rule; null when the whole record did.\"},{\"name\":\"rule\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"The rule that was broken; null when the reason says it all.\"},{\"name\":\"detail\",\"type\":\"string\",\"default\":\"\",\"doc\":\"One sentence for a person.\"},{\"name\":\"failedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the stream gave up, clock of the service. Microseconds since 1970 UTC.\"},{\"name\":\"key\",\"type\":[\"null\",\"bytes\"],\"default\":null,\"doc\":\"Key of the record, unchanged; null when it had none.\"},{\"name\":\"value\",\"type\":[\"null\",\"bytes\"],\"default\":null,\"doc\":\"Value of the record, unchanged; null when it had none (a tombstone).\"},{\"name\":\"headers\",\"type\":{\"type\":\"map\",\"values\":\"bytes\"},\"default\":{},\"doc\":\"Headers of the record, unchanged; of a name that occurs more than once the last.\"}]}",
});
