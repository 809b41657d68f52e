// Generated from schemas/ by tools/contracts/generate.ts: do not edit.
import { defineContract, type EventContract } from '../contract.ts';
import type { Protocol, Quality, SourcePosition } from './common.ts';

/** One reading of an asset metric, converted to the unit of the asset. */
export interface EnrichedReading {
  /** Position of the reading in the device message, counted from 0; with the eventId it identifies the reading. */
  readonly index: number;
  /** Metric of the asset the device metric is bound to. */
  readonly metric: string;
  /** When the value was measured, clock of the source. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
  /** Value in `unit` (raw value times factor plus offset of the binding); booleans and texts as they came; null when the source had none. */
  readonly value: number | boolean | string | null;
  /** Unit of the value, UCUM code, e.g. "Cel", "kW", "mm/s"; empty for a dimensionless value. */
  readonly unit: string;
  /** Quality of the source, lowered when the value is outside the range of the binding. */
  readonly quality: Quality;
}

/** The readings of one device message that belong to one asset. The event envelope is in the value, not in headers (docs/adr/0002). */
export interface TelemetryEnriched {
  /** eventId of the TelemetryReceived it was made from; the pair (eventId, assetId) is unique. */
  readonly eventId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Asset the readings belong to; second part of the Kafka key. */
  readonly assetId: string;
  /** Path from the root of the hierarchy to the asset when the record was written, segments joined by "/", e.g. "acme/hamburg/press-shop/line-2/press-7". */
  readonly assetPath: string;
  /** Device that sent the readings. */
  readonly deviceId: string;
  /** When ingestion took the message, clock of the service. Microseconds since 1970 UTC. */
  readonly receivedAt: number;
  /** Partition of the TelemetryReceived record on telemetry.received. */
  readonly sourcePartition: number;
  /** Offset of the TelemetryReceived record on telemetry.received. */
  readonly sourceOffset: number;
  /** Shift at the site at the time of the first reading, e.g. "2026-03-14/early"; null when the site has no shift calendar. */
  readonly shift: string | null;
  /** Readings of the asset, in the order of the message; at least one. */
  readonly readings: readonly EnrichedReading[];
}

/** The readings of one device message that belong to one asset. The event envelope is in the value, not in headers (docs/adr/0002). */
export const TelemetryEnriched: EventContract<TelemetryEnriched> = /* @__PURE__ */ defineContract<TelemetryEnriched>({
  name: 'TelemetryEnriched',
  fullName: 'io.millrace.telemetry.v1.TelemetryEnriched',
  topic: 'telemetry.enriched',
  schemaJson: "{\"type\":\"record\",\"name\":\"TelemetryEnriched\",\"namespace\":\"io.millrace.telemetry.v1\",\"doc\":\"The readings of one device message that belong to one asset. The event envelope is in the value, not in headers (docs/adr/0002).\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"eventId of the TelemetryReceived it was made from; the pair (eventId, assetId) is unique.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"assetId\",\"type\":\"string\",\"doc\":\"Asset the readings belong to; second part of the Kafka key.\"},{\"name\":\"assetPath\",\"type\":\"string\",\"doc\":\"Path from the root of the hierarchy to the asset when the record was written, segments joined by \\\"/\\\", e.g. \\\"acme/hamburg/press-shop/line-2/press-7\\\".\"},{\"name\":\"deviceId\",\"type\":\"string\",\"doc\":\"Device that sent the readings.\"},{\"name\":\"receivedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When ingestion took the message, clock of the service. Microseconds since 1970 UTC.\"},{\"name\":\"sourcePartition\",\"type\":\"int\",\"doc\":\"Partition of the TelemetryReceived record on telemetry.received.\"},{\"name\":\"sourceOffset\",\"type\":\"long\",\"doc\":\"Offset of the TelemetryReceived record on telemetry.received.\"},{\"name\":\"shift\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"Shift at the site at the time of the first reading, e.g. \\\"2026-03-14/early\\\"; null when the site has no shift calendar.\"},{\"name\":\"readings\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"EnrichedReading\",\"doc\":\"One reading of an asset metric, converted to the unit of the asset.\",\"fields\":[{\"name\":\"index\",\"type\":\"int\",\"doc\":\"Position of the reading in the device message, counted from 0; with the eventId it identifies the reading.\"},{\"name\":\"metric\",\"type\":\"string\",\"doc\":\"Metric of the asset the device metric is bound to.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the value was measured, clock of the source. Microseconds since 1970 UTC.\"},{\"name\":\"value\",\"type\":[\"null\",\"double\",\"boolean\",\"string\"],\"doc\":\"Value in `unit` (raw value times factor plus offset of the binding); booleans and texts as they came; null when the source had none.\"},{\"name\":\"unit\",\"type\":\"string\",\"doc\":\"Unit of the value, UCUM code, e.g. \\\"Cel\\\", \\\"kW\\\", \\\"mm/s\\\"; empty for a dimensionless value.\"},{\"name\":\"quality\",\"type\":{\"type\":\"enum\",\"name\":\"Quality\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"How far a value can be trusted, after OPC UA status severity. GOOD: usable. UNCERTAIN: usable with care (sensor warns, value substituted or stale). BAD: not usable; never feeds a detector, a rule or a KPI. Readers that meet a newer symbol read BAD.\",\"symbols\":[\"GOOD\",\"UNCERTAIN\",\"BAD\"],\"default\":\"BAD\"},\"doc\":\"Quality of the source, lowered when the value is outside the range of the binding.\"}]}},\"doc\":\"Readings of the asset, in the order of the message; at least one.\"}]}",
});

/** One value of one metric at one instant. Its identity is (eventId, position in `readings`), never (metric, time). */
export interface Reading {
  /** Metric as the device names it, e.g. "spindle/temperature". */
  readonly metric: string;
  /** When the value was measured, clock of the source; the time of receipt when the source sent none. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
  /** The value as it came, in the unit of the device: a number, a switch or a text; null when the source says that it has none (see quality). */
  readonly value: number | boolean | string | null;
  /** Quality as the source states it; GOOD when it states nothing. */
  readonly quality: Quality;
}

/** One message of one device as it came: many readings, not yet given meaning. The event envelope is in the value, not in headers (docs/adr/0002). */
export interface TelemetryReceived {
  /** Identity of the message, a UUID: v5 of tenant, device and the messageId of the client when it sends one, so that a retry is the same event. */
  readonly eventId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Device as the tenant names it; second part of the Kafka key. */
  readonly deviceId: string;
  /** Front door it came through. */
  readonly protocol: Protocol;
  /** When ingestion took the message, clock of the service. Microseconds since 1970 UTC. */
  readonly receivedAt: number;
  /** Sequence number the source gave the message (Sparkplug seq 0-255, or a counter of the client); null when it has none. */
  readonly sequence: number | null;
  /** Readings of the message in the order they came; at least one. */
  readonly readings: readonly Reading[];
}

/** One message of one device as it came: many readings, not yet given meaning. The event envelope is in the value, not in headers (docs/adr/0002). */
export const TelemetryReceived: EventContract<TelemetryReceived> = /* @__PURE__ */ defineContract<TelemetryReceived>({
  name: 'TelemetryReceived',
  fullName: 'io.millrace.telemetry.v1.TelemetryReceived',
  topic: 'telemetry.received',
  schemaJson: "{\"type\":\"record\",\"name\":\"TelemetryReceived\",\"namespace\":\"io.millrace.telemetry.v1\",\"doc\":\"One message of one device as it came: many readings, not yet given meaning. The event envelope is in the value, not in headers (docs/adr/0002).\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of the message, a UUID: v5 of tenant, device and the messageId of the client when it sends one, so that a retry is the same event.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"deviceId\",\"type\":\"string\",\"doc\":\"Device as the tenant names it; second part of the Kafka key.\"},{\"name\":\"protocol\",\"type\":{\"type\":\"enum\",\"name\":\"Protocol\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"The front door a message came through. HTTP: REST. MQTT: plain MQTT topic. SPARKPLUG: Sparkplug B over MQTT. UNKNOWN: not known to this reader, or not recorded.\",\"symbols\":[\"HTTP\",\"MQTT\",\"SPARKPLUG\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"Front door it came through.\"},{\"name\":\"receivedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When ingestion took the message, clock of the service. Microseconds since 1970 UTC.\"},{\"name\":\"sequence\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Sequence number the source gave the message (Sparkplug seq 0-255, or a counter of the client); null when it has none.\"},{\"name\":\"readings\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"Reading\",\"doc\":\"One value of one metric at one instant. Its identity is (eventId, position in `readings`), never (metric, time).\",\"fields\":[{\"name\":\"metric\",\"type\":\"string\",\"doc\":\"Metric as the device names it, e.g. \\\"spindle/temperature\\\".\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When the value was measured, clock of the source; the time of receipt when the source sent none. Microseconds since 1970 UTC.\"},{\"name\":\"value\",\"type\":[\"null\",\"double\",\"boolean\",\"string\"],\"doc\":\"The value as it came, in the unit of the device: a number, a switch or a text; null when the source says that it has none (see quality).\"},{\"name\":\"quality\",\"type\":{\"type\":\"enum\",\"name\":\"Quality\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"How far a value can be trusted, after OPC UA status severity. GOOD: usable. UNCERTAIN: usable with care (sensor warns, value substituted or stale). BAD: not usable; never feeds a detector, a rule or a KPI. Readers that meet a newer symbol read BAD.\",\"symbols\":[\"GOOD\",\"UNCERTAIN\",\"BAD\"],\"default\":\"BAD\"},\"doc\":\"Quality as the source states it; GOOD when it states nothing.\"}]}},\"doc\":\"Readings of the message in the order they came; at least one.\"}]}",
});

/** A message, or the part of one, that could not be used, with the reason and the original bytes. It can be repaired and replayed. */
export interface TelemetryRejected {
  /** Identity of the rejection, a UUID; the same bytes rejected again at the same position carry the same id. */
  readonly rejectionId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Device the message came from or claimed to come from; empty when it could not be read. */
  readonly deviceId: string;
  /** Front door it came through. */
  readonly protocol: Protocol;
  /** Step that refused it, e.g. "decode", "validate", "bind". */
  readonly stage: string;
  /** Machine-readable code, upper case, e.g. UNKNOWN_DEVICE, UNBOUND_METRIC, MALFORMED_PAYLOAD. */
  readonly reason: string;
  /** Path of the field that broke the rule, e.g. "readings[3].value"; null when the whole message did. */
  readonly field: string | null;
  /** The rule that was broken, e.g. "finite number"; null when the reason says it all. */
  readonly rule: string | null;
  /** One sentence for a person: field, value and rule. */
  readonly detail: string;
  /** When ingestion took the message, clock of the service. Microseconds since 1970 UTC. */
  readonly receivedAt: number;
  /** Media type of `payload`, e.g. "application/json", "application/x-protobuf", "application/vnd.confluent.avro". */
  readonly contentType: string;
  /** The original bytes, unchanged. */
  readonly payload: Buffer;
  /** Kafka record the rejected part came from; null when it was refused at the front door and never reached a topic. */
  readonly source: SourcePosition | null;
  /** Places in the message, from 0, of the readings that were refused; the others were kept. Null when the whole message was refused, or nobody recorded them. */
  readonly readings: readonly number[] | null;
}

/** A message, or the part of one, that could not be used, with the reason and the original bytes. It can be repaired and replayed. */
export const TelemetryRejected: EventContract<TelemetryRejected> = /* @__PURE__ */ defineContract<TelemetryRejected>({
  name: 'TelemetryRejected',
  fullName: 'io.millrace.telemetry.v1.TelemetryRejected',
  topic: 'telemetry.rejected',
  schemaJson: "{\"type\":\"record\",\"name\":\"TelemetryRejected\",\"namespace\":\"io.millrace.telemetry.v1\",\"doc\":\"A message, or the part of one, that could not be used, with the reason and the original bytes. It can be repaired and replayed.\",\"fields\":[{\"name\":\"rejectionId\",\"type\":\"string\",\"doc\":\"Identity of the rejection, a UUID; the same bytes rejected again at the same position carry the same id.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"deviceId\",\"type\":\"string\",\"doc\":\"Device the message came from or claimed to come from; empty when it could not be read.\"},{\"name\":\"protocol\",\"type\":{\"type\":\"enum\",\"name\":\"Protocol\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"The front door a message came through. HTTP: REST. MQTT: plain MQTT topic. SPARKPLUG: Sparkplug B over MQTT. UNKNOWN: not known to this reader, or not recorded.\",\"symbols\":[\"HTTP\",\"MQTT\",\"SPARKPLUG\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"Front door it came through.\"},{\"name\":\"stage\",\"type\":\"string\",\"doc\":\"Step that refused it, e.g. \\\"decode\\\", \\\"validate\\\", \\\"bind\\\".\"},{\"name\":\"reason\",\"type\":\"string\",\"doc\":\"Machine-readable code, upper case, e.g. UNKNOWN_DEVICE, UNBOUND_METRIC, MALFORMED_PAYLOAD.\"},{\"name\":\"field\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"Path of the field that broke the rule, e.g. \\\"readings[3].value\\\"; null when the whole message did.\"},{\"name\":\"rule\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"The rule that was broken, e.g. \\\"finite number\\\"; null when the reason says it all.\"},{\"name\":\"detail\",\"type\":\"string\",\"default\":\"\",\"doc\":\"One sentence for a person: field, value and rule.\"},{\"name\":\"receivedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When ingestion took the message, clock of the service. Microseconds since 1970 UTC.\"},{\"name\":\"contentType\",\"type\":\"string\",\"doc\":\"Media type of `payload`, e.g. \\\"application/json\\\", \\\"application/x-protobuf\\\", \\\"application/vnd.confluent.avro\\\".\"},{\"name\":\"payload\",\"type\":\"bytes\",\"doc\":\"The original bytes, unchanged.\"},{\"name\":\"source\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"SourcePosition\",\"namespace\":\"io.millrace.common.v1\",\"doc\":\"Where a record stands in Kafka: enough to read the original again.\",\"fields\":[{\"name\":\"topic\",\"type\":\"string\",\"doc\":\"Topic of the original record.\"},{\"name\":\"partition\",\"type\":\"int\",\"doc\":\"Partition of the original record, counted from 0.\"},{\"name\":\"offset\",\"type\":\"long\",\"doc\":\"Offset of the original record in its partition.\"}]}],\"default\":null,\"doc\":\"Kafka record the rejected part came from; null when it was refused at the front door and never reached a topic.\"},{\"name\":\"readings\",\"type\":[\"null\",{\"type\":\"array\",\"items\":\"int\"}],\"default\":null,\"doc\":\"Places in the message, from 0, of the readings that were refused; the others were kept. Null when the whole message was refused, or nobody recorded them.\"}]}",
});
