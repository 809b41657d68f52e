// Generated from schemas/ by tools/contracts/generate.ts: do not edit.
import { defineContract, type EventContract } from '../contract.ts';

/** A metric a device announced in its birth certificate. */
export interface BirthMetric {
  /** Metric as the device names it. */
  readonly name: string;
  /** Number the device uses for the metric until its next birth (Sparkplug alias); null when it always sends the name. */
  readonly alias: number | null;
  /** Data type as announced, Sparkplug name, e.g. "Double", "Boolean", "String", "Int32". */
  readonly datatype: string;
}

/** A device came online and announced its metrics (Sparkplug NBIRTH or DBIRTH). */
export interface DeviceBorn {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Device that came online. */
  readonly deviceId: string;
  /** Edge node that speaks for the device, "<group>/<node>"; null when the device speaks for itself. */
  readonly edgeNode: string | null;
  /** Metrics it announced; replaces what was announced before. */
  readonly metrics: readonly BirthMetric[];
  /** When it was born, clock of the source. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
  /** When ingestion took the message, clock of the service. Microseconds since 1970 UTC. */
  readonly receivedAt: number;
}

/** A device came online and announced its metrics (Sparkplug NBIRTH or DBIRTH). */
export const DeviceBorn: EventContract<DeviceBorn> = /* @__PURE__ */ defineContract<DeviceBorn>({
  name: 'DeviceBorn',
  fullName: 'io.millrace.devices.v1.DeviceBorn',
  topic: 'devices.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"DeviceBorn\",\"namespace\":\"io.millrace.devices.v1\",\"doc\":\"A device came online and announced its metrics (Sparkplug NBIRTH or DBIRTH).\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"deviceId\",\"type\":\"string\",\"doc\":\"Device that came online.\"},{\"name\":\"edgeNode\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"Edge node that speaks for the device, \\\"<group>/<node>\\\"; null when the device speaks for itself.\"},{\"name\":\"metrics\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"BirthMetric\",\"doc\":\"A metric a device announced in its birth certificate.\",\"fields\":[{\"name\":\"name\",\"type\":\"string\",\"doc\":\"Metric as the device names it.\"},{\"name\":\"alias\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"Number the device uses for the metric until its next birth (Sparkplug alias); null when it always sends the name.\"},{\"name\":\"datatype\",\"type\":\"string\",\"doc\":\"Data type as announced, Sparkplug name, e.g. \\\"Double\\\", \\\"Boolean\\\", \\\"String\\\", \\\"Int32\\\".\"}]}},\"default\":[],\"doc\":\"Metrics it announced; replaces what was announced before.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When it was born, clock of the source. Microseconds since 1970 UTC.\"},{\"name\":\"receivedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When ingestion took the message, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** A device, gateway or edge node was given a secret to authenticate with. The secret itself is shown once and not stored. */
export interface DeviceCredentialIssued {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Device or edge node the credential was issued for. */
  readonly deviceId: string;
  /** Identity of the credential, a UUID; the user name part of the credential. */
  readonly credentialId: string;
  /** SHA-256 of the secret, 32 bytes. */
  readonly secretSha256: Buffer;
  /** Device ids this credential may speak for; a trailing "*" stands for every id with that prefix. */
  readonly scope: readonly string[];
  /** Who issued it: name of the API token. */
  readonly issuedBy: string;
  /** When it was issued, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** A device, gateway or edge node was given a secret to authenticate with. The secret itself is shown once and not stored. */
export const DeviceCredentialIssued: EventContract<DeviceCredentialIssued> = /* @__PURE__ */ defineContract<DeviceCredentialIssued>({
  name: 'DeviceCredentialIssued',
  fullName: 'io.millrace.devices.v1.DeviceCredentialIssued',
  topic: 'devices.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"DeviceCredentialIssued\",\"namespace\":\"io.millrace.devices.v1\",\"doc\":\"A device, gateway or edge node was given a secret to authenticate with. The secret itself is shown once and not stored.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"deviceId\",\"type\":\"string\",\"doc\":\"Device or edge node the credential was issued for.\"},{\"name\":\"credentialId\",\"type\":\"string\",\"doc\":\"Identity of the credential, a UUID; the user name part of the credential.\"},{\"name\":\"secretSha256\",\"type\":\"bytes\",\"doc\":\"SHA-256 of the secret, 32 bytes.\"},{\"name\":\"scope\",\"type\":{\"type\":\"array\",\"items\":\"string\"},\"doc\":\"Device ids this credential may speak for; a trailing \\\"*\\\" stands for every id with that prefix.\"},{\"name\":\"issuedBy\",\"type\":\"string\",\"doc\":\"Who issued it: name of the API token.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When it was issued, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** A credential is no longer accepted. */
export interface DeviceCredentialRevoked {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Device or edge node the credential had been issued for. */
  readonly deviceId: string;
  /** Credential that was revoked. */
  readonly credentialId: string;
  /** Who revoked it: name of the API token. */
  readonly revokedBy: string;
  /** When it was revoked, clock of the service. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
}

/** A credential is no longer accepted. */
export const DeviceCredentialRevoked: EventContract<DeviceCredentialRevoked> = /* @__PURE__ */ defineContract<DeviceCredentialRevoked>({
  name: 'DeviceCredentialRevoked',
  fullName: 'io.millrace.devices.v1.DeviceCredentialRevoked',
  topic: 'devices.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"DeviceCredentialRevoked\",\"namespace\":\"io.millrace.devices.v1\",\"doc\":\"A credential is no longer accepted.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"deviceId\",\"type\":\"string\",\"doc\":\"Device or edge node the credential had been issued for.\"},{\"name\":\"credentialId\",\"type\":\"string\",\"doc\":\"Credential that was revoked.\"},{\"name\":\"revokedBy\",\"type\":\"string\",\"doc\":\"Who revoked it: name of the API token.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When it was revoked, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** A device went offline, announced by itself or by its broker (Sparkplug NDEATH or DDEATH). */
export interface DeviceDied {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Device that went offline. */
  readonly deviceId: string;
  /** Edge node that spoke for the device, "<group>/<node>"; null when the device spoke for itself. */
  readonly edgeNode: string | null;
  /** When it died, clock of the source; the time of receipt for a will sent by the broker. Microseconds since 1970 UTC. */
  readonly occurredAt: number;
  /** When ingestion took the message, clock of the service. Microseconds since 1970 UTC. */
  readonly receivedAt: number;
}

/** A device went offline, announced by itself or by its broker (Sparkplug NDEATH or DDEATH). */
export const DeviceDied: EventContract<DeviceDied> = /* @__PURE__ */ defineContract<DeviceDied>({
  name: 'DeviceDied',
  fullName: 'io.millrace.devices.v1.DeviceDied',
  topic: 'devices.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"DeviceDied\",\"namespace\":\"io.millrace.devices.v1\",\"doc\":\"A device went offline, announced by itself or by its broker (Sparkplug NDEATH or DDEATH).\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"deviceId\",\"type\":\"string\",\"doc\":\"Device that went offline.\"},{\"name\":\"edgeNode\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"Edge node that spoke for the device, \\\"<group>/<node>\\\"; null when the device spoke for itself.\"},{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When it died, clock of the source; the time of receipt for a will sent by the broker. Microseconds since 1970 UTC.\"},{\"name\":\"receivedAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When ingestion took the message, clock of the service. Microseconds since 1970 UTC.\"}]}",
});

/** A device that no asset is bound to sent telemetry for the first time. */
export interface UnknownDeviceSeen {
  /** Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id. */
  readonly eventId: string;
  /** Tenant the record belongs to; first part of the Kafka key. */
  readonly tenant: string;
  /** Device that was seen. */
  readonly deviceId: string;
  /** Metrics of its first message, as the device names them. */
  readonly metrics: readonly string[];
  /** When its first message was received, clock of the service. Microseconds since 1970 UTC. */
  readonly firstSeenAt: number;
}

/** A device that no asset is bound to sent telemetry for the first time. */
export const UnknownDeviceSeen: EventContract<UnknownDeviceSeen> = /* @__PURE__ */ defineContract<UnknownDeviceSeen>({
  name: 'UnknownDeviceSeen',
  fullName: 'io.millrace.devices.v1.UnknownDeviceSeen',
  topic: 'devices.events',
  schemaJson: "{\"type\":\"record\",\"name\":\"UnknownDeviceSeen\",\"namespace\":\"io.millrace.devices.v1\",\"doc\":\"A device that no asset is bound to sent telemetry for the first time.\",\"fields\":[{\"name\":\"eventId\",\"type\":\"string\",\"doc\":\"Identity of this event, a UUID. The same fact, retried or reprocessed, carries the same id.\"},{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"Tenant the record belongs to; first part of the Kafka key.\"},{\"name\":\"deviceId\",\"type\":\"string\",\"doc\":\"Device that was seen.\"},{\"name\":\"metrics\",\"type\":{\"type\":\"array\",\"items\":\"string\"},\"default\":[],\"doc\":\"Metrics of its first message, as the device names them.\"},{\"name\":\"firstSeenAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"doc\":\"When its first message was received, clock of the service. Microseconds since 1970 UTC.\"}]}",
});
